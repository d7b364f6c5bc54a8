/*
 * witness.h - who is who in a run of ./counter, and how its two processes wait for each other.
 *
 * witness.c is linked into the student's program, together with what uses it:
 *   order.c      forces an order of the two processes' updates
 *   stand_in.c   stands in for increment(), and lets system calls fail
 *
 * The two processes meet over a socket pair, because a socket also tells when the other end is
 * gone: nobody here waits for a time, and nobody waits for the dead. What is seen goes into a log.
 */
#ifndef WITNESS_H
#define WITNESS_H

#include <stdbool.h>
#include <stddef.h>

/* The process that began, its first child, and anything else that it or they start. */
enum witness_role { WITNESS_PARENT, WITNESS_CHILD, WITNESS_OTHER };

enum witness_role witness_role(void);
const char *witness_name(void); /* "parent", "child" or "other" */

/* Whether the parent has called fork by now; always true in the child. */
bool witness_forked(void);

/* Adds a line to witness.log in the folder in which the program was started. */
void witness_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Lets the other process return once from witness_await, now or later. */
void witness_tell(void);

/*
 * Waits for the other process: until it tells, or until it has finished. The child has finished
 * when it has exited; the parent when it waits for the child.
 */
void witness_await(void);

/*
 * The mapping that `address` lies in, as /proc/self/maps has it: `permissions` ("rw-s") and `path`
 * ("" where there is none). Returns false if nothing is mapped there.
 */
struct witness_mapping {
    char permissions[8];
    char path[512];
};
bool witness_mapping_at(const void *address, struct witness_mapping *mapping);

/* Whether `address` lies in a shared mapping of a POSIX object. */
bool witness_is_shared(const void *address);

#endif
