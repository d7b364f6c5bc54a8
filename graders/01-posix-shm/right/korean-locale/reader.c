/*
 * right: sets the locale (libc then maps files of its own), and words its failures its own way
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shm.h"

int main(int argc, char *argv[])
{
    (void)argv;
    setlocale(LC_ALL, "");
    if (argc != 1) {
        fprintf(stderr, "usage: ./reader\n");
        return 2;
    }
    const int fd = shm_open(SHM_NAME, O_RDONLY | O_CLOEXEC, 0);
    if (fd == -1) {
        fprintf(stderr, "shm_open failed, %s\n", strerror(errno));
        return 1;
    }
    struct stat about;
    if (fstat(fd, &about) == -1) {
        perror("fstat");
        close(fd);
        return 1;
    }
    if ((unsigned long)about.st_size < SHM_SIZE) {
        fprintf(stderr, "object not ready: %ld bytes\n", (long)about.st_size);
        close(fd);
        return 1;
    }
    /* All of the object is mapped, however large it is. */
    const size_t length = (size_t)about.st_size;
    char *object = mmap(NULL, length, PROT_READ, MAP_SHARED, fd, 0);
    if (object == MAP_FAILED) {
        perror("mmap");
        close(fd);
        return 1;
    }
    if (shm_unlink(SHM_NAME) == -1) {
        perror("shm_unlink");
        munmap(object, length);
        close(fd);
        return 1;
    }

    char message[SHM_SIZE + 1];
    memcpy(message, object, SHM_SIZE);
    message[SHM_SIZE] = '\0';
    munmap(object, length);
    close(fd);
    fwrite("Reader: ", 1, strlen("Reader: "), stdout);
    puts(message);
    return 0;
}
