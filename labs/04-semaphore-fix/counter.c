/*
 * counter.c - two processes add to one counter in shared memory, and none of their updates is lost.
 *
 * usage: ./counter [TIMES]
 *
 * Read before: lab 03, the same program without a lock. New here: a semaphore around each update,
 * names that outlive a program, and a child that may not come to its end.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

/*
 * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
 * system's text for the error to stderr, and ends the program with status 1; use it after every
 * call below. What about the child, when the parent gives up? See perror(3), exit(3).
 */

/* Returns TIMES, the number in `text`, or -1 if it is none or not from 1 to 1,000,000,000. */
static int read_times(const char *text)
{
    char *end;
    errno = 0;
    long times = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || times < 1 || times > 1000000000) {
        return -1;
    }
    return (int)times;
}

void increment(struct shared_data *data, sem_t *sem, int times)
{
    /*
     * TODO 2: add 1 to the counter, `times` times. Nobody else may come between the read and the
     * write of one update, but between two updates others must get their turn. What does it mean
     * when sem_wait returns -1 with errno EINTR? See sem_wait(3), sem_post(3).
     */
    (void)data, (void)sem, (void)times;
}

int main(int argc, char *argv[])
{
    int times = argc == 2 ? read_times(argv[1]) : 10;
    if (argc > 2 || times == -1) {
        fprintf(stderr, "usage: %s [TIMES]   (TIMES from 1 to 1000000000)\n", argv[0]);
        return 2;
    }

    /*
     * TODO 3: an earlier run may have been killed, and left the object and the semaphore as they
     * were at that moment. Make sure that they do not disturb. See shm_unlink(3), sem_unlink(3).
     */

    /*
     * TODO 4: create the object, give it the size of a struct shared_data, map it so that both
     * processes see the same counter, and see to it that the counter is 0. See shm_open(3),
     * ftruncate(2), mmap(2).
     *
     * TODO 5: create the semaphore. Which value lets one process in, and not two? See sem_open(3).
     */

    /*
     * TODO 6: start a child. Both processes call increment, at the same time; the child then ends.
     * See fork(2), _exit(2).
     */
    increment(NULL, NULL, times);

    /*
     * TODO 7: wait for the child. Did it come to its end, or did something end it? Then it has
     * not made all of its updates: say so on stderr, and exit with status 1. See waitpid(2).
     */
    int counter = 0; /* TODO 8: print the counter that is in the shared object. */
    printf("final counter: %d (expected: %d)\n", counter, 2 * times);

    /*
     * TODO 9: give back what you hold: mapping, descriptor, semaphore. And the two names? See
     * munmap(2), close(2), sem_close(3), sem_unlink(3), shm_unlink(3).
     */
    return EXIT_SUCCESS;
}
