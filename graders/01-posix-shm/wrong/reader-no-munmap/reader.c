/*
 * wrong: the mapping stays
 * fails: each-call mappings
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shm.h"

static int fail(const char *call, int fd)
{
    perror(call);
    if (fd != -1) {
        close(fd);
    }
    return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }

    int fd = shm_open(SHM_NAME, O_RDONLY, 0);
    if (fd == -1) {
        return fail("shm_open", fd);
    }

    struct stat object;
    if (fstat(fd, &object) == -1) {
        return fail("fstat", fd);
    }
    if (object.st_size < SHM_SIZE) {
        fprintf(stderr, "object not ready: %lld bytes\n", (long long)object.st_size);
        close(fd);
        return EXIT_FAILURE;
    }

    const char *memory = mmap(NULL, SHM_SIZE, PROT_READ, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        return fail("mmap", fd);
    }

    printf("Reader: %.*s\n", SHM_SIZE, memory);

    close(fd);
    if (shm_unlink(SHM_NAME) == -1) {
        return fail("shm_unlink", -1);
    }
    return EXIT_SUCCESS;
}
