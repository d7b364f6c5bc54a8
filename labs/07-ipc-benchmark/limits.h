/* limits.h - one process that copies: what no transport can beat. */
#ifndef LIMITS_H
#define LIMITS_H

#include "work.h"

/* Both return the seconds that it took. `buffer` has room for a message. */
double measure_copy(struct work work, void *buffer);
double measure_copy_and_read(struct work work, void *buffer);

#endif
