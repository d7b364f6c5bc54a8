/*
 * right: open() and unlink() on /dev/shm, one function, one way out
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shm.h"

int main(int argc, char *argv[])
{
    int status = 1;
    if (argc > 1) {
        fprintf(stderr, "usage: %s (no arguments)\n", argv[0]);
        return 2;
    }
    int fd = open("/dev/shm" SHM_NAME, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd == -1) {
        perror("open");
        return 1;
    }
    struct stat object;
    if (fstat(fd, &object) == -1) {
        perror("fstat");
        goto out;
    }
    if (object.st_size < SHM_SIZE) {
        fprintf(stderr, "object not ready: %d bytes\n", (int)object.st_size);
        goto out;
    }
    char *mapping = mmap(NULL, SHM_SIZE, PROT_READ, MAP_SHARED, fd, 0);
    if (mapping == MAP_FAILED) {
        perror("mmap");
        goto out;
    }
    printf("Reader: ");
    for (int i = 0; i < SHM_SIZE && mapping[i] != '\0'; i++) {
        putchar(mapping[i]);
    }
    putchar('\n');
    munmap(mapping, SHM_SIZE);
    if (unlink("/dev/shm" SHM_NAME) == -1) {
        perror("unlink");
        goto out;
    }
    status = 0;
out:
    close(fd);
    return status;
}
