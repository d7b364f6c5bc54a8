/* measure.h - one run: a pair of processes and what passes between them, timed. */
#ifndef MEASURE_H
#define MEASURE_H

#include "transport.h"
#include "work.h"

/* Called now and then with the number of messages that have arrived. */
typedef void progress(long arrived);

/*
 * Both return the seconds that the run took, or -1 with words in `problem`, which has room for
 * PROBLEM_SIZE bytes. `say` may be NULL.
 */
double measure_transfer(const struct transport *transport, struct work work, progress *say,
                        char *problem);
double measure_ping_pong(const struct transport *transport, struct work work, progress *say,
                         char *problem);

/* The two processors that sender and receiver run on; the same one twice, if there is only one. */
void used_processors(int cpu[2]);

#endif
