/*
 * right: reserves the memory before it sizes the object, so that a full /dev/shm is an error and no
 * SIGBUS stores
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shm.h"

int main(int argc, char **argv)
{
    if (argc > 2) {
        fputs("usage: writer [MESSAGE]\n", stderr);
        exit(2);
    }
    const char *message = argc > 1 ? argv[1] : "Hello from Writer!";
    if (strnlen(message, SHM_SIZE) == SHM_SIZE) {
        fprintf(stderr, "message too long: %lu bytes, at most %d\n", (unsigned long)strlen(message),
                SHM_SIZE - 1);
        exit(1);
    }

    int fd = shm_open(SHM_NAME, O_RDWR | O_CREAT, S_IRUSR | S_IWUSR);
    if (fd < 0) {
        fprintf(stderr, "shm_open %s: %s\n", SHM_NAME, strerror(errno));
        exit(1);
    }
    int problem = posix_fallocate(fd, 0, SHM_SIZE);
    if (problem != 0) {
        fprintf(stderr, "posix_fallocate: %s\n", strerror(problem));
        close(fd);
        exit(1);
    }
    if (ftruncate(fd, SHM_SIZE) != 0) {
        fprintf(stderr, "ftruncate: %s\n", strerror(errno));
        close(fd);
        exit(1);
    }
    void *object = mmap(0, SHM_SIZE, PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (object == MAP_FAILED) {
        fprintf(stderr, "mmap: %s\n", strerror(errno));
        exit(1);
    }
    memset(object, 0, SHM_SIZE);
    strcpy(object, message);
    fputs("Writer: stored: ", stdout);
    fputs(object, stdout);
    putchar('\n');
    munmap(object, SHM_SIZE);
    exit(0);
}
