/*
 * reader.c - print the message that the writer left in a System V segment, and remove the segment.
 *
 * usage: ./reader
 *
 * Read before: writer.c. New here: SHM_RDONLY, and shmctl with IPC_RMID, because a segment lives
 * until somebody removes it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "shm.h"

/*
 * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
 * system's text for the error to stderr, and ends the program with status 1; use it after every
 * call below. See perror(3), exit(3).
 */

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }

    /* TODO 2: make the key that the writer made. See ftok(3). */

    /*
     * TODO 3: find the segment with that key, and do not create it. What does the call check when
     * you give it a size and a mode? See shmget(2).
     */

    /* TODO 4: attach the segment, for reading only. See shmat(2). */

    /*
     * TODO 5: print "Reader: ", the message, and a newline. What if there is no NUL within
     * SHM_SIZE bytes? See printf(3), on the precision of %s.
     */

    /*
     * TODO 6: give back what you hold, and remove the segment from the system. See shmdt(2),
     * shmctl(2).
     */
    return EXIT_SUCCESS;
}
