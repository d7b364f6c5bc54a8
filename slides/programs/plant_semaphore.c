/*
 * plant_semaphore.c - leave a named semaphore behind, as a run does that is killed at a bad moment.
 *
 * usage: ./plant_semaphore NAME VALUE
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
    if (sem_open(argv[1], O_CREAT | O_EXCL, 0600, (unsigned)atoi(argv[2])) == SEM_FAILED) {
        perror("sem_open");
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
