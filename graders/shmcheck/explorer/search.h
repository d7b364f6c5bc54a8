/* search.h - what the searches have in common: one run after the other. */
#ifndef SHMCHECK_SEARCH_H
#define SHMCHECK_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "counts.h"
#include "ending.h"
#include "programs.h"
#include "run.h"
#include "verdict.h"

/* What a search needs, and how far it has come. */
struct search {
    struct programs *programs;
    const struct wanted *wanted;
    uint64_t seed;
    int bound; /* preemptions: search no further than this and stop; -1: no limit */
    struct counts counts;
    struct hang hang; /* of the last run */
};

/* A run that shows a violation. */
struct found {
    struct planned *plan; /* whoever has the structure frees it; NULL: nothing found yet */
    uint32_t length;
    struct finding finding;
};

/* How far a search has come. */
enum coverage { COVERED_ALL, COVERED_BOUND, OUT_OF_TIME, SEARCH_BROKEN };

/* When a search stops without having come to its end. */
struct limit {
    double deadline; /* as spent_seconds of budget.h */
    uint64_t runs;   /* as search->counts.runs */
};

bool limit_reached(const struct search *search, struct limit limit);

/* Runs the programs once more, and counts the run. The arguments are those of run_once, the hang is
 * kept in *search. Returns how the run ended; finish_run has to follow. */
enum ending next_run(struct search *search, const struct planned *prefix, uint32_t length,
                     enum unnoticed unnoticed, chooser choose, void *context);

/* Keeps the order of the run on the page, in the place of what was found before. */
void keep_found(struct found *found, const struct control *control, struct finding finding);

#endif
