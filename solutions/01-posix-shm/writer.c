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
    if (argc > 2) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    const char *message = argc == 2 ? argv[1] : "Hello from Writer!";

    //: begin
    /* Before anything is created: a message that does not fit must leave no trace. */
    size_t length = strlen(message);
    if (length > SHM_SIZE - 1) {
        fprintf(stderr, "message too long: %zu bytes, at most %d\n", length, SHM_SIZE - 1);
        return EXIT_FAILURE;
    }

    /*
     * Mode 0600: this object is for its owner alone. No O_EXCL and no O_TRUNC: an object that is
     * there is used as it is, so whoever has it mapped sees the new message.
     */
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);
    if (fd == -1) {
        fail("shm_open");
    }
    //: instead
    //: /*
    //:  * TODO 2: refuse a message that does not fit into SHM_SIZE bytes with its NUL, before
    //:  * anything is created. The README has the words of the error.
    //:  *
    //:  * TODO 3: open the object, and create it when it is not there. Who may read it?
    //:  * See shm_open(3).
    //:  */
    //: end

    //: begin
    /* A new object has 0 bytes. Touching memory past an object's end is SIGBUS, not an error code.
     */
    if (ftruncate(fd, SHM_SIZE) == -1) {
        fail("ftruncate");
    }

    /* MAP_SHARED: what we store becomes part of the object. MAP_PRIVATE would store it in a copy.
     */
    char *memory = mmap(NULL, SHM_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }
    //: instead
    //: /* TODO 4: give the object its size. See ftruncate(2). */
    //:
    //: /* TODO 5: map the object, so that what you store is seen by others. See mmap(2). */
    //: end

    //: begin
    /* + 1: the NUL goes with the message, or the reader could not tell where it ends. */
    memcpy(memory, message, length + 1);
    //: instead
    //: /* TODO 6: store the message, with the NUL that ends it. See memcpy(3). */
    //: end
    printf("Writer: stored: %s\n", message);

    //: begin
    /* Both only end our own access: the object and its content stay until somebody unlinks them. */
    if (munmap(memory, SHM_SIZE) == -1) {
        fail("munmap");
    }
    close(fd);
    //: instead
    //: /* TODO 7: give back what you hold: the mapping and the descriptor. See munmap(2), close(2). */
    //: end
    return EXIT_SUCCESS;
}
