/*
 * lifeline.h - knows whether the process at the other side of a channel is still there.
 *
 * A pipe and a socket tell when their other end is closed. A queue does not, and memory does not.
 * So both sides hold an end of a pair of sockets, through which nothing is ever sent. When a
 * process closes its end, or dies of whatever, the system closes it, and the other side can see
 * that.
 *
 * This file is given.
 */
#ifndef LIFELINE_H
#define LIFELINE_H

#include <stdbool.h>

#include "transport.h"

struct lifeline {
    int end[2]; /* descriptors, by side; -1 = closed */
};

/* Before the fork. Returns 0, or -1 with errno. */
int lifeline_open(struct lifeline *lifeline);

/* After the fork, in both processes: gives the other side's end up. */
void lifeline_join(struct lifeline *lifeline, enum side side);

/*
 * Whether the other side has closed its end or died. What it did before that is done: look once
 * more for what it has left for you.
 */
bool lifeline_cut(const struct lifeline *lifeline, enum side side);

/* Closes what is open. */
void lifeline_close(struct lifeline *lifeline);

#endif
