/* reader.c - prints the message of an object, and removes it.
 *
 * CHECKS=0 leaves out the check that the writer has sized the object: then it can die of SIGBUS.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHM_NAME "/my_shm"
#define SHM_SIZE 1024

#ifndef CHECKS
#define CHECKS 1
#endif

int main(void)
{
    int fd = shm_open(SHM_NAME, O_RDONLY, 0);
    struct stat status;
    char *data;

    if (fd == -1) {
        perror("shm_open");
        return 1;
    }
    if (CHECKS) {
        if (fstat(fd, &status) == -1) {
            perror("fstat");
            return 1;
        }
        if (status.st_size < SHM_SIZE) {
            fprintf(stderr, "object not ready: %lld bytes\n", (long long)status.st_size);
            close(fd);
            return 1;
        }
    }
    data = mmap(NULL, SHM_SIZE, PROT_READ, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    printf("Reader: %.*s\n", SHM_SIZE, data);
    munmap(data, SHM_SIZE);
    close(fd);
    shm_unlink(SHM_NAME);
    return 0;
}
