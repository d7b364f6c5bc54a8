/* writer.c - writes a message into an object, and leaves it there.
 *
 * Usage: writer [MESSAGE]
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SHM_NAME "/my_shm"
#define SHM_SIZE 1024

int main(int argc, char **argv)
{
    const char *message = argc > 1 ? argv[1] : "Hello from Writer!";
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);
    char *data;

    if (fd == -1) {
        perror("shm_open");
        return 1;
    }
    if (ftruncate(fd, SHM_SIZE) == -1) {
        perror("ftruncate");
        return 1;
    }
    data = mmap(NULL, SHM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    strcpy(data, message);
    printf("Writer: stored: %s\n", message);
    munmap(data, SHM_SIZE);
    close(fd);
    return 0;
}
