/* watchdog.h - waiting for the turn to come back, and noticing that it never will. */
#ifndef SHMCHECK_WATCHDOG_H
#define SHMCHECK_WATCHDOG_H

#include <stdbool.h>

#include "../include/control.h"
#include "ending.h"

/* The seconds of processor time after which a process that computes is given up. */
#define CPU_LIMIT_SECONDS 2.0

/* Waits until the explorer has the turn. Returns false when the run cannot go on.
 * hang: receives why; otherwise it stays as it is. */
bool wait_for_turn(struct control *control, struct hang *hang);

#endif
