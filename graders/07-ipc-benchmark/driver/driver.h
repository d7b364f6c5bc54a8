/*
 * driver.h - what the parts of the driver share.
 *
 * The driver moves messages through somebody's transports, and brings about what otherwise happens
 * by chance only: small buffers, a signal in the middle of a message, a death. It is linked with
 * the four student files.
 *
 * usage: driver SCENARIO SEED TRANSPORT...
 *
 *   main.c       the scenarios by name, and what is said about them
 *   pair.c       the two processes at the ends of a channel, and what they do
 *   scenarios.c  who may do what when
 *   settle.c     knows when a process has come as far as it gets
 *   traffic.c    counts the bytes that system calls carry
 *   holdings.c   what a process holds: descriptors, shared mappings, threads
 *
 * It says, on stdout, `driver: expect TEXT` before each step, `driver: got TEXT` where something
 * else came, and `driver: done SEED` at the end. The last `expect` is what was not met if `done` is
 * missing.
 *
 * Exit status: 0 all was as expected; 1 it was not; 2 the driver itself could not go on.
 *
 * Three processes: the director (the driver itself), the opener, which opens the channel, and its
 * child. Which of the last two sends is drawn. The director never has the channel.
 *
 * Its external names begin with grader_, so that no function of a student's can be in its way.
 */
#ifndef DRIVER_H
#define DRIVER_H

#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "transport.h"

enum { DRIVER_MET = 0, DRIVER_NOT_MET = 1, DRIVER_FAULT = 2 };
enum { MOST_MESSAGES = 256, GOT_SIZE = 200 };

/* main.c: what is said. got and fault end the process. */
void grader_expect(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void grader_got(const char *format, ...) __attribute__((format(printf, 1, 2)));
void grader_fault(const char *call) __attribute__((noreturn));
/* main.c: values that no transport can know, drawn from SEED: from `least` to `most`. */
long grader_draw(long least, long most);

/* holdings.c */
struct holdings {
    int descriptors, mappings, threads;
};
struct holdings grader_holdings(void);
/* Says in `got` what is more in `after`; returns whether something is. */
bool grader_holds_more(struct holdings before, struct holdings after, char *got);

/* pair.c: one end, as it reports itself. */
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

/* One transfer, in memory that all three processes share. Set by the scenario: */
struct transfer {
    const struct transport *transport;
    size_t sizes[MOST_MESSAGES];
    int count;
    bool small_buffers; /* pipes and sockets hold as little as they can */
    bool answered;      /* a second channel the other way; each message is answered */
    bool may_fail;      /* -1 from send or receive is no fault */
    bool traced;        /* the opener waits to be traced */
    uint64_t seed;
    enum side opener_is;
    pid_t opener;
    sem_t joined;      /* posted by each end once it has joined */
    struct end end[2]; /* by side */
};

struct transfer *grader_new_transfer(const struct transport *transport);
/* Adds a message. */
void grader_add(struct transfer *transfer, size_t size);
/* Starts the two processes; returns when both have joined. Without may_fail neither closes before
 * both are through. */
void grader_start(struct transfer *transfer);
void grader_open_gate(struct transfer *transfer, enum side side);
/* Waits for both to end, and ends the driver if one of them has anything to complain of. */
void grader_finish(struct transfer *transfer);

/* settle.c: returns when the process sleeps, or has ended, or computes and gets nowhere. */
void grader_settle(pid_t pid);

/* traffic.c: bytes that system calls carried, by what they went through. */
enum medium { PIPE, SOCKET, QUEUE, OTHER, MEDIA };
struct traffic {
    unsigned long long in[MEDIA], out[MEDIA]; /* in = given to the system, out = taken from it */
};
/* Follows the opener and all that it starts until all have ended. */
struct traffic grader_trace(pid_t opener);

/* scenarios.c */
typedef void scenario(const struct transport *transport);
scenario grader_small, grader_large, grader_signal, grader_killed, grader_carried, grader_two,
    grader_leaves, grader_open_fails;

#endif
