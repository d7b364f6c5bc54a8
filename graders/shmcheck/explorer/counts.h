/* counts.h - how many runs there were, and what came of them. */
#ifndef SHMCHECK_COUNTS_H
#define SHMCHECK_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

#include "../include/control.h"
#include "ending.h"

struct counts {
    uint64_t runs;
    uint64_t complete;  /* traces of the exhaustive search, deadlocked ones among them */
    uint64_t deadlocks; /* of it */
    uint64_t cut;       /* of it: runs cut short, because the rest was known */
    uint32_t longest;   /* steps of the longest run */
    bool shared_seen;   /* some run touched something shared */
};

/* Counts the run whose log is on the page. */
void count_run(struct counts *counts, const struct control *control);

/* Counts a run of the exhaustive search by its ending, as well. */
void count_trace(struct counts *counts, enum ending ending);

/* Takes back what was counted of the exhaustive search: it begins anew. */
void forget_traces(struct counts *counts);

#endif
