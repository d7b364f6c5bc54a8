/* sampling.h - orders chosen at random, when there are too many to try them all. */
#ifndef SHMCHECK_SAMPLING_H
#define SHMCHECK_SAMPLING_H

#include "search.h"

/* Samples orders until the deadline, as spent_seconds of budget.h.
 * samples: receives how many; found: receives the first violation. Returns whether there is one. */
bool search_sampling(struct search *search, double deadline, uint64_t *samples,
                     struct found *found);

#endif
