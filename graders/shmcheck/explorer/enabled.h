/* enabled.h - which processes could take their next step now. */
#ifndef SHMCHECK_ENABLED_H
#define SHMCHECK_ENABLED_H

#include <stdbool.h>

#include "../include/control.h"

#define MAX_CANDIDATES (MAX_PROCESSES * MAX_PROCESSES)

/* One thing that a process could do next. */
struct candidate {
    int process;
    int choice;
    bool reluctant; /* a time-out or a spurious wake-up: not before there is nothing else */
    int value;      /* of the semaphore it is on, when the decision is made */
    bool free;      /* the lock it is on is held by nobody */
    struct operation op;
};

/* Could the process in that slot take its next step? */
bool is_enabled(const struct control *control, int index);

/* Lists everything that could happen next, processes in the order of their slots.
 * candidates: room for MAX_CANDIDATES. Returns how many there are. */
int list_candidates(const struct control *control, struct candidate *candidates);

#endif
