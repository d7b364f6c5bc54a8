/*
 * rest.h - how the processes of a run are at rest, read off /proc (proc(5)).
 */
#ifndef REST_H
#define REST_H

#include "process.h"

#include <stdbool.h>
#include <stdio.h>

/* The two sums mean nothing unless `asleep` is true. */
struct rest {
    bool asleep;            /* every thread waits in a system call, or is stopped */
    bool blocked;           /* and in none with a time limit: only another process could wake it */
    unsigned long switches; /* the sum of their voluntary context switches: the same sum at two
                               looks says that none ran in between */
    unsigned long place;    /* a checksum of which thread waits in which call, with its arguments,
                               and of the place in the program: the same at two looks, if all wait
                               as before */
};

/*
 * How the `count` processes of `all` are at rest. They are not when all of them have ended. With
 * `say`, one line for each process is written there: blocked_in=PID CALL.
 */
struct rest look_at_all(const struct process *all, int count, FILE *say);

#endif
