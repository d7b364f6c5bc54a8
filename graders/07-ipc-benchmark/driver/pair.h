/*
 * pair.h - the two processes at the ends of a channel, which move the messages of one transfer.
 *
 * A scenario makes a transfer, says what is special about it, starts it, lets its ends begin, and
 * waits for both.
 */
#ifndef PAIR_H
#define PAIR_H

#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "frame.h"
#include "transport.h"

enum { MOST_MESSAGES = 256 };

/* One end, as it reports itself. */
struct end {
    pid_t pid;
    sem_t gate;          /* it begins when this is posted */
    sem_t finished;      /* posted when its last call has returned */
    bool ended;          /* it has closed the channel */
    int crashed;         /* the signal that would have killed it */
    int done;            /* messages sent, or received as they were sent */
    bool failed;         /* the call for the next message returned -1 */
    char got[GOT_SIZE];  /* what was wrong; "" = nothing */
    char held[GOT_SIZE]; /* what it still held after close */
};

/* One transfer, in memory that all three processes share. */
struct transfer {
    const struct transport *transport;
    size_t sizes[MOST_MESSAGES]; /* of the messages, in bytes */
    int count;
    uint64_t seed; /* of the bytes in them */
    enum side opener_is;
    pid_t opener;
    sem_t joined;      /* posted by each end once it has joined */
    struct end end[2]; /* by side */

    /* What a scenario may set before it starts: */
    bool small_buffers; /* pipes and sockets hold as little as they can */
    bool answered;      /* a second channel the other way; each message is answered */
    bool may_fail;      /* -1 from send or receive is no fault */
    bool traced;        /* the opener waits to be traced */
};

/* A transfer without messages; which end the opener is, is drawn. */
struct transfer *grader_new_transfer(const struct transport *transport);

/* Adds a message of `size` bytes. There is room for MOST_MESSAGES. */
void grader_add(struct transfer *transfer, size_t size);

/*
 * Starts the two processes; returns when both have joined, and of a traced one at once. Without
 * may_fail neither closes before both are through.
 */
void grader_start(struct transfer *transfer);

/* Lets one end begin. */
void grader_open_gate(struct transfer *transfer, enum side side);

/* Waits for both to end, and ends the driver if one of them has anything to complain of. */
void grader_finish(struct transfer *transfer);

#endif
