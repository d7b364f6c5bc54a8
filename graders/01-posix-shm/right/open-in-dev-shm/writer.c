/*
 * right: open() on /dev/shm in place of shm_open(), and sizes the object only where it has to
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
    const char *message = "Hello from Writer!";
    if (argc == 2) {
        message = argv[1];
    } else if (argc != 1) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    size_t size = strlen(message) + 1;
    if (size > SHM_SIZE) {
        fprintf(stderr, "message too long: %zu bytes, at most %d\n", size - 1, SHM_SIZE - 1);
        return 1;
    }
    int fd = open("/dev/shm" SHM_NAME, O_CREAT | O_RDWR | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd == -1) {
        perror("open");
        return 1;
    }
    struct stat object;
    if (fstat(fd, &object) == -1) {
        perror("fstat");
        close(fd);
        return 1;
    }
    if (object.st_size != SHM_SIZE && ftruncate(fd, SHM_SIZE) == -1) {
        perror("ftruncate");
        close(fd);
        return 1;
    }
    char *mapping = mmap(NULL, SHM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapping == MAP_FAILED) {
        perror("mmap");
        close(fd);
        return 1;
    }
    for (size_t i = 0; i < size; i++) {
        mapping[i] = message[i];
    }
    printf("Writer: stored: %s\n", message);
    close(fd);
    munmap(mapping, SHM_SIZE);
    return 0;
}
