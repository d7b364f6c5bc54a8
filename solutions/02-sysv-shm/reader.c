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
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }

    //: begin
    key_t key = ftok(FTOK_PATH, FTOK_ID);
    if (key == -1) {
        fail("ftok");
    }

    /*
     * Without IPC_CREAT: no segment is an error. The size is the least that we need; a smaller
     * segment is EINVAL, so nothing past its end is ever read. The mode says what we are going to
     * ask for, and that is reading.
     */
    int id = shmget(key, SHM_SIZE, 0400);
    if (id == -1) {
        fail("shmget");
    }
    //: instead
    //: /* TODO 2: make the key that the writer made. See ftok(3). */
    //:
    //: /*
    //:  * TODO 3: find the segment with that key, and do not create it. What does the call check when
    //:  * you give it a size and a mode? See shmget(2).
    //:  */
    //: end

    //: begin
    /* Read-only is all that a reader needs, so it also works on a segment that it may not write. */
    const char *memory = shmat(id, NULL, SHM_RDONLY);
    if (memory == (void *)-1) {
        fail("shmat");
    }

    /* %.*s: we did not write these bytes, so we do not trust that a NUL is among them. */
    printf("Reader: %.*s\n", SHM_SIZE, memory);
    //: instead
    //: /* TODO 4: attach the segment, for reading only. See shmat(2). */
    //:
    //: /*
    //:  * TODO 5: print "Reader: ", the message, and a newline. What if there is no NUL within
    //:  * SHM_SIZE bytes? See printf(3), on the precision of %s.
    //:  */
    //: end

    //: begin
    if (shmdt(memory) == -1) {
        fail("shmdt");
    }
    /* By its id, not by its key: it is this segment that we remove. That takes its owner. */
    if (shmctl(id, IPC_RMID, NULL) == -1) {
        fail("shmctl");
    }
    //: instead
    //: /*
    //:  * TODO 6: give back what you hold, and remove the segment from the system. See shmdt(2),
    //:  * shmctl(2).
    //:  */
    //: end
    return EXIT_SUCCESS;
}
