/* bounded.h - every order with at most 0, 1, 2 preemptions, without any reduction. */
#ifndef SHMCHECK_BOUNDED_H
#define SHMCHECK_BOUNDED_H

#include "search.h"

/* Searches bound after bound, from where the last call stopped; search->bound is the last one.
 * limit: when to stop;
 * bound: receives the last one that was searched whole, -1 for none;
 * coverage: receives how far it came, SEARCH_BROKEN also where a violation ended it;
 * found: receives the first violation, or a later one that shows what a race leads to.
 * Returns whether there is a violation. */
bool search_bounded(struct search *search, struct limit limit, int *bound, enum coverage *coverage,
                    struct found *found);

#endif
