/* turn.h - one process runs at a time: parking before an operation and handing the turn on.
 *
 * The next to go is the one that the explorer has planned; where its plan ends, the explorer itself
 * is woken to plan another step. A planned hand-over goes straight from process to process, which
 * costs one context switch instead of two.
 */
#ifndef SHMCHECK_TURN_H
#define SHMCHECK_TURN_H

#include "../include/control.h"

/* Parks before an operation until it is this process's turn to take it.
 * op: the operation. Returns its event in the log, which the caller completes. Does not return in a
 * process that --kill ends at this step. */
struct event *take_turn(const struct operation *op);

/* Logs an operation that no other process can notice: it needs no turn of its own.
 * Returns its event, which the caller completes. */
struct event *note(const struct operation *op);

/* Records the value that the last write has left, now that it has happened. */
void finish_write(void);

/* Gives up the robust mutexes of this process, which is about to end; each is a step. It is here
 * because take_turn does it too, in a process that --kill ends. */
void give_up_mutexes(void);

/* Hands the turn on for the last time; the caller is about to end. */
void pass_turn_for_good(void);

#endif
