/* spin.h - noticing a busy wait: a loop that looks again at what it has just seen.
 *
 * A process spins when it comes back to the same operation at the same place, with its own memory
 * as it was, after steps that changed nothing, and when no other process has changed what those
 * steps looked at. It is deterministic, so it would go round for ever: one round stands for all of
 * them, and it is parked until another process changes something that it watches.
 *
 * "Its own memory" is the stack from the caller's frame up and the program's data. The heap and
 * large data are compared as well, one round later, because that costs more.
 */
#ifndef SHMCHECK_SPIN_H
#define SHMCHECK_SPIN_H

#include "../include/control.h"

/* Marks an operation that is about to be parked as spinning, if it is.
 * op: gets OP_SPINNING; process: gets the list of what it watches. */
void notice_spin(struct operation *op, struct process *process);

/* Remembers a step that was just taken, as long as nothing was changed since the oldest one.
 * event: its event in the log. */
void remember_step(const struct operation *op, const struct event *event);

#endif
