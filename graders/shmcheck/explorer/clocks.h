/* clocks.h - happens-before, and the race in a log. */
#ifndef SHMCHECK_CLOCKS_H
#define SHMCHECK_CLOCKS_H

#include <stdbool.h>

#include "../include/control.h"

/* Looks for the first data race of a log.
 * first, second: receive the two events, in their order; -1 without a race. Returns whether there
 * is one. */
bool find_race(const struct control *control, int *first, int *second);

#endif
