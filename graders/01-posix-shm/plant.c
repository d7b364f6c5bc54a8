/*
 * plant.c - somebody else's object, there before main() begins.
 *
 * Explored programs have names of their own, under which nothing can be planted from outside. This
 * is linked with the reader, and at work where the program is called reader-planted. It calls
 * shm_open and mmap once: the reader's own calls are the second ones.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shm.h"

__attribute__((constructor)) static void plant(void)
{
    if (strcmp(program_invocation_short_name, "reader-planted") != 0) {
        return;
    }
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);
    if (fd == -1 || ftruncate(fd, SHM_SIZE) == -1) {
        abort();
    }
    char *memory = mmap(NULL, SHM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        abort();
    }
    memcpy(memory, "planted", sizeof("planted"));
    munmap(memory, SHM_SIZE);
    close(fd);
}
