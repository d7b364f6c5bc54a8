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

//: begin
/* Says which call failed and why, and ends the program. */
static void fail(const char *call)
{
    perror(call);
    exit(EXIT_FAILURE);
}
//: instead
//: /*
//:  * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
//:  * system's text for the error to stderr, and ends the program with status 1; use it after every
//:  * call below. See perror(3), exit(3).
//:  */
//: end

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }

    //: begin
    /* Read-only is all that a reader needs, so it also works on an object that it may not write. */
    int fd = shm_open(SHM_NAME, O_RDONLY, 0);
    if (fd == -1) {
        fail("shm_open");
    }
    //: instead
    //: /* TODO 2: open the object for reading, and nothing more. See shm_open(3). */
    //: end

    //: begin
    /*
     * The writer creates the object first and sizes it afterwards. If we are so early that we come
     * between the two, the object has 0 bytes, and reading the mapping would be SIGBUS.
     */
    struct stat object;
    if (fstat(fd, &object) == -1) {
        fail("fstat");
    }
    if (object.st_size < SHM_SIZE) {
        fprintf(stderr, "object not ready: %lld bytes\n", (long long)object.st_size);
        close(fd);
        return EXIT_FAILURE;
    }
    //: instead
    //: /*
    //:  * TODO 3: a writer may have created the object and not sized it yet. Ask for its size, and say
    //:  * so when it is too small; the README has the words. See fstat(2).
    //:  */
    //: end

    //: begin
    const char *memory = mmap(NULL, SHM_SIZE, PROT_READ, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }

    /* %.*s: we did not write these bytes, so we do not trust that a NUL is among them. */
    printf("Reader: %.*s\n", SHM_SIZE, memory);
    //: instead
    //: /* TODO 4: map the object, for reading only. See mmap(2). */
    //:
    //: /*
    //:  * TODO 5: print "Reader: ", the message, and a newline. What if there is no NUL within
    //:  * SHM_SIZE bytes? See printf(3), on the precision of %s.
    //:  */
    //: end

    //: begin
    if (munmap((void *)memory, SHM_SIZE) == -1) {
        fail("munmap");
    }
    close(fd);
    if (shm_unlink(SHM_NAME) == -1) {
        fail("shm_unlink");
    }
    //: instead
    //: /*
    //:  * TODO 6: give back what you hold, and remove the object from the system. See munmap(2),
    //:  * close(2), shm_unlink(3).
    //:  */
    //: end
    return EXIT_SUCCESS;
}
