/*
 * hold.c - takes a named semaphore and ends without giving it back, as a program does that is
 * killed.
 *
 * usage: hold NAME
 *
 * Exit status: 0 the semaphore is held for ever; 1 a call failed; 2 wrong usage.
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>

int main(int argc, char *argv[])
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s NAME\n", argv[0]);
        return 2;
    }
    sem_t *sem = sem_open(argv[1], O_CREAT, 0600, 1);
    if (sem == SEM_FAILED || sem_wait(sem) == -1) {
        perror(argv[1]);
        return 1;
    }
    return 0;
}
