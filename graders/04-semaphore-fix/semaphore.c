/*
 * semaphore.c - plant a semaphore, as a run that was killed would have left it.
 *
 * usage: semaphore NAME VALUE
 *
 * glibc decides what stands in the file /dev/shm/sem.NAME, and it is not the same on every machine:
 * so the grader makes it with sem_open, and not with echo.
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s NAME VALUE\n", argv[0]);
        return 2;
    }
    sem_unlink(argv[1]);
    sem_t *sem =
        sem_open(argv[1], O_CREAT | O_EXCL, 0600, (unsigned int)strtoul(argv[2], NULL, 10));
    if (sem == SEM_FAILED) {
        perror("sem_open");
        return EXIT_FAILURE;
    }
    sem_close(sem);
    return EXIT_SUCCESS;
}
