/*
 * counter.c - two processes count in shared memory, without a lock, and lose updates.
 *
 * usage: ./counter [TIMES]
 *
 * New here: fork. A mapping with MAP_SHARED is still shared after it, and everything else is a
 * copy. Read next: schedule.txt.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

/* The largest TIMES. Twice as much is still an int. */
enum { MAX_TIMES = 1000000000 };

/* Reads TIMES: a decimal number from 1 to MAX_TIMES. Returns 0 if `text` is anything else. */
static int parse_times(const char *text)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < 1 || value > MAX_TIMES) {
        return 0;
    }
    return (int)value;
}

/*
 * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
 * system's text for the error to stderr, removes the object that this run made, and ends the
 * program with status 1; use it after every call below. See perror(3), shm_unlink(3), exit(3).
 */

void increment(struct shared_data *data, int times)
{
    /* TODO 2: add 1 to the shared counter, as often as `times` says. No lock. */
    (void)data;
    (void)times;
}

int main(int argc, char *argv[])
{
    int times = argc == 1 ? 100000 : argc == 2 ? parse_times(argv[1]) : 0;
    if (times == 0) {
        fprintf(stderr, "usage: %s [TIMES], TIMES from 1 to %d\n", argv[0], MAX_TIMES);
        return 2;
    }

    /* TODO 3: create the object, for you alone, and size it. See shm_open(3), ftruncate(2). */

    /* TODO 4: map it, so that both processes will see one counter. See mmap(2). */

    /*
     * TODO 5: start one child. Parent and child both call increment(data, times). How does the
     * child leave, so that it prints nothing? See fork(2), _exit(2).
     */

    /* TODO 6: wait for the child, then print the line that the README shows. See waitpid(2). */

    /*
     * TODO 7: give back the mapping and the descriptor, and remove the object. See munmap(2),
     * close(2), shm_unlink(3).
     */
    return EXIT_SUCCESS;
}
