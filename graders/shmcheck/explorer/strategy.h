/* strategy.h - which search runs when, and for how long. */
#ifndef SHMCHECK_STRATEGY_H
#define SHMCHECK_STRATEGY_H

#include <stdbool.h>
#include <stdint.h>

#include "search.h"

/* How far the searches have come. */
struct summary {
    bool violation;
    int bound; /* searched whole, -1: none */
    enum coverage coverage;
    uint64_t samples;
    double seconds; /* that the searches took */
};

/* Searches until a violation is found, nothing is left to try, or the budget is used up.
 * budget: seconds of processor time; found: receives the violation. Returns how far it came; with
 * SEARCH_BROKEN and without a violation, search->hang or the page says why. */
struct summary search_all(struct search *search, double budget, struct found *found);

#endif
