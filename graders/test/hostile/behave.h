/*
 * behave.h - what the exercise of the hostile programs asks for.
 *
 * ./program N stores N * N, as text, in the object SHM_NAME, says so, and leaves the object there.
 * An attack that came to nothing ends with this, and has full marks; one that had success says
 * that.
 */
#ifndef BEHAVE_H
#define BEHAVE_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static inline int behave(int argc, char **argv)
{
    if (argc != 2) {
        return 2;
    }
    int fd = shm_open(SHM_NAME, O_RDWR | O_CREAT, 0600);
    if (fd == -1 || ftruncate(fd, 32) == -1) {
        perror(SHM_NAME);
        return 1;
    }
    char *text = mmap(NULL, 32, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (text == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    close(fd);
    long number = strtol(argv[1], NULL, 10);
    snprintf(text, 32, "%ld", number * number);
    printf("stored: %ld\n", number * number);
    munmap(text, 32);
    return 0;
}

static inline void succeeded(const char *what)
{
    printf("the attack succeeded: %s\n", what);
    exit(0);
}

#endif
