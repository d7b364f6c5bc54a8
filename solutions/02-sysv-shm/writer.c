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

//: begin
/* Says which call failed and why, and ends the program. Nothing is held where one can fail here. */
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
    const char *message = argc == 2 ? argv[1] : "Hello from System V!";

    //: begin
    /* Before anything is created: a message that does not fit must leave no trace. */
    size_t length = strlen(message);
    if (length > SHM_SIZE - 1) {
        fprintf(stderr, "message too long: %zu bytes, at most %d\n", length, SHM_SIZE - 1);
        return EXIT_FAILURE;
    }

    /*
     * System V objects are named by numbers. ftok makes one out of a path and a byte, so that two
     * programs that know both get the same. A failure must not pass: -1 is a number like any other,
     * and shmget would make a segment with that key.
     */
    key_t key = ftok(FTOK_PATH, FTOK_ID);
    if (key == -1) {
        fail("ftok");
    }
    //: instead
    //: /*
    //:  * TODO 2: refuse a message that does not fit into SHM_SIZE bytes with its NUL, before
    //:  * anything is created. The README has the words of the error.
    //:  *
    //:  * TODO 3: make the key that the reader will make, too, from FTOK_PATH and FTOK_ID. See ftok(3).
    //:  */
    //: end

    //: begin
    /*
     * Mode 0600: this segment is for its owner alone. The mode is part of the flags here, and the
     * umask has no say in it. No IPC_EXCL: a segment that is there is used as it is, as long as it
     * has at least SHM_SIZE bytes. A smaller one is EINVAL: a segment never changes its size.
     */
    int id = shmget(key, SHM_SIZE, IPC_CREAT | 0600);
    if (id == -1) {
        fail("shmget");
    }

    /* Not NULL: shmat says (void *)-1 when it fails, and dereferencing that is SIGSEGV. */
    char *memory = shmat(id, NULL, 0);
    if (memory == (void *)-1) {
        fail("shmat");
    }
    //: instead
    //: /*
    //:  * TODO 4: get the segment with that key, and create it when it is not there. Who may read it?
    //:  * See shmget(2).
    //:  *
    //:  * TODO 5: attach it. How does this call say that it failed? See shmat(2).
    //:  */
    //: end

    //: begin
    /* + 1: the NUL goes with the message, or the reader could not tell where it ends. */
    memcpy(memory, message, length + 1);
    printf("Writer: stored: %s (shmid %d)\n", message, id);
    //: instead
    //: /*
    //:  * TODO 6: store the message, with the NUL that ends it, and in place of the next line print
    //:  * the one that the README asks for. See memcpy(3).
    //:  */
    //: printf("Writer: %s\n", message);
    //: end

    //: begin
    /* This only ends our own access: the segment and its content stay until somebody removes it. */
    if (shmdt(memory) == -1) {
        fail("shmdt");
    }
    //: instead
    //: /* TODO 7: give back what you hold. See shmdt(2). */
    //: end
    return EXIT_SUCCESS;
}
