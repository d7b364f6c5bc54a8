/*
 * workers.h - other processes around the ring, each with one call to make: starting them, knowing
 * that they sleep, seeing how they ended.
 *
 * What a worker did that it must not ends the driver (grader_got, frame.h).
 */
#ifndef WORKERS_H
#define WORKERS_H

#include <stdbool.h>
#include <sys/types.h>

#include "rings.h"

/* A process, and what became of its one call. It is in shared memory. */
struct worker {
    pid_t pid;         /* 0 = it has been reaped */
    int result, error; /* of the call: what it returned, and errno */
    int item;          /* put, or got */
    bool returned;
};

/* What a worker is to do. */
struct start {
    enum action action;
    struct ring *ring;
    int descriptor; /* of the ring: the worker maps it anew; -1: it uses the mapping it inherits */
    int item;       /* for PUT */
};

/* Returns a worker that is on its way to the call. At most 16 can be started. */
struct worker *grader_start(struct start how);

/*
 * Sleeps until the grader, from outside, has seen that every process sleeps in a call that nobody
 * outside could end, and says so with SIGUSR1. main() has blocked that signal: it is never lost.
 */
void grader_until_blocked(void);

/* The call has not returned, and the process is there: asleep, if all are. */
void grader_expect_asleep(struct worker *worker);

/* Waits for the worker's end; its call must have returned 0. */
void grader_await(struct worker *worker);

/* Ends a worker that has served. */
void grader_end(struct worker *worker);

/* Interrupts a wait of the worker: a signal with a handler, without SA_RESTART. */
void grader_interrupt(struct worker *worker);

#endif
