/*
 * leftover.c - leaves behind what a run that was killed would have left, before main begins.
 *
 * Explored programs have names of their own, which nobody can plant anything under from outside. In
 * the environment:
 *   LEFT_SEMAPHORE=VALUE           a semaphore of that value
 *   LEFT_COUNTER=VALUE LEFT_SIZE=N an object of N bytes, with that counter if it has room for one
 */
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "counter.h"

static void leave_semaphore(unsigned int value)
{
    sem_t *sem = sem_open(SEM_NAME, O_CREAT, 0600, value);
    if (sem == SEM_FAILED || sem_close(sem) == -1) {
        abort();
    }
}

static void leave_object(int value, size_t size)
{
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);
    if (fd == -1 || ftruncate(fd, (off_t)size) == -1) {
        abort();
    }
    if (size >= sizeof(int)) {
        int *counter = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (counter == MAP_FAILED) {
            abort();
        }
        *counter = value;
        munmap(counter, size);
    }
    close(fd);
}

__attribute__((constructor)) static void leave(void)
{
    const char *semaphore = getenv("LEFT_SEMAPHORE");
    const char *counter = getenv("LEFT_COUNTER");
    const char *size = getenv("LEFT_SIZE");
    if (semaphore != NULL) {
        leave_semaphore((unsigned int)strtoul(semaphore, NULL, 10));
    }
    if (counter != NULL && size != NULL) {
        leave_object((int)strtol(counter, NULL, 10), strtoul(size, NULL, 10));
    }
}
