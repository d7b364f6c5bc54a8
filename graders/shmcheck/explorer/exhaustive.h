/* exhaustive.h - every order, one of each kind. */
#ifndef SHMCHECK_EXHAUSTIVE_H
#define SHMCHECK_EXHAUSTIVE_H

#include "search.h"

/* Searches every order, from where the last call stopped, and counts traces in search->counts.
 * limit: when to stop;
 * coverage: receives how far it came;
 * found: receives the first violation.
 * Returns whether there is one. */
bool search_exhaustive(struct search *search, struct limit limit, enum coverage *coverage,
                       struct found *found);

#endif
