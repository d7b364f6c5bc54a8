/*
 * wrong: empties an object that is there before it sizes it: who has it mapped dies of SIGBUS
 * fails: reuse
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
    if (argc > 2) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    const char *message = argc == 2 ? argv[1] : "Hello from Writer!";

    size_t length = strlen(message);
    if (length > SHM_SIZE - 1) {
        fprintf(stderr, "message too long: %zu bytes, at most %d\n", length, SHM_SIZE - 1);
        return EXIT_FAILURE;
    }

    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR | O_TRUNC, 0600);
    if (fd == -1) {
        return fail("shm_open", fd);
    }

    if (ftruncate(fd, SHM_SIZE) == -1) {
        return fail("ftruncate", fd);
    }

    char *memory = mmap(NULL, SHM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        return fail("mmap", fd);
    }

    memcpy(memory, message, length + 1);
    printf("Writer: stored: %s\n", message);

    if (munmap(memory, SHM_SIZE) == -1) {
        return fail("munmap", fd);
    }
    close(fd);
    return EXIT_SUCCESS;
}
