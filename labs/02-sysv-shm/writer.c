/*
 * writer.c - store a message in a System V segment, and leave it there for the reader.
 *
 * usage: ./writer [MESSAGE]
 *
 * The four calls of this lab, in their order: ftok, shmget, shmat, shmdt. Lab 01 does the same with
 * POSIX calls: compare. Read next: reader.c.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    if (argc > 2) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    const char *message = argc == 2 ? argv[1] : "Hello from System V!";

    /*
     * TODO 2: refuse a message that does not fit into SHM_SIZE bytes with its NUL, before
     * anything is created. The README has the words of the error.
     *
     * TODO 3: make the key that the reader will make, too, from FTOK_PATH and FTOK_ID. See ftok(3).
     */

    /*
     * TODO 4: get the segment with that key, and create it when it is not there. Who may read it?
     * See shmget(2).
     *
     * TODO 5: attach it. How does this call say that it failed? See shmat(2).
     */

    /*
     * TODO 6: store the message, with the NUL that ends it, and in place of the next line print
     * the one that the README asks for. See memcpy(3).
     */
    printf("Writer: %s\n", message);

    /* TODO 7: give back what you hold. See shmdt(2). */
    return EXIT_SUCCESS;
}
