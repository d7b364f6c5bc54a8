/*
 * writer.c - store a message in a POSIX shared memory object, and leave it there for the reader.
 *
 * usage: ./writer [MESSAGE]
 *
 * The five calls of this lab, in their order: shm_open, ftruncate, mmap, munmap, close.
 * Read next: reader.c.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shm.h"

/*
 * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
 * system's text for the error to stderr and gives back what you hold by then; after it the program
 * ends with status 1. Use it after every call below. See perror(3), close(2).
 */

int main(int argc, char *argv[])
{
    if (argc > 2) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    const char *message = argc == 2 ? argv[1] : "Hello from Writer!";

    /*
     * TODO 2: refuse a message that does not fit into SHM_SIZE bytes with its NUL, before
     * anything is created. The README has the words of the error.
     *
     * TODO 3: open the object, and create it when it is not there. Who may read it?
     * See shm_open(3).
     */

    /* TODO 4: give the object its size. See ftruncate(2). */

    /* TODO 5: map the object, so that what you store is seen by others. See mmap(2). */

    /* TODO 6: store the message, with the NUL that ends it. See memcpy(3). */
    printf("Writer: stored: %s\n", message);

    /* TODO 7: give back what you hold: the mapping and the descriptor. See munmap(2), close(2). */
    return EXIT_SUCCESS;
}
