/*
 * reader.c - print the message that the writer left in shared memory, and remove the object.
 *
 * usage: ./reader
 *
 * Read before: writer.c. New here: fstat, because an object may be there before it has a size, and
 * shm_unlink, because a shared memory object lives until somebody removes it.
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
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }

    /* TODO 2: open the object for reading, and nothing more. See shm_open(3). */

    /*
     * TODO 3: a writer may have created the object and not sized it yet. Ask for its size, and say
     * so when it is too small; the README has the words. See fstat(2).
     */

    /* TODO 4: map the object, for reading only. See mmap(2). */

    /*
     * TODO 5: print "Reader: ", the message, and a newline. What if there is no NUL within
     * SHM_SIZE bytes? See printf(3), on the precision of %s.
     */

    /*
     * TODO 6: give back what you hold, and remove the object from the system. See munmap(2),
     * close(2), shm_unlink(3).
     */
    return EXIT_SUCCESS;
}
