/* strategy.c - which search runs when, and for how long.
 *
 * The bounded search and the exhaustive one take turns: first a short round, which is enough for
 * most bugs and for the proof that a small program has none, then a long one. Sampling has the rest
 * of the budget.
 */
#include "strategy.h"

#include <stdlib.h>

#include "bounded.h"
#include "budget.h"
#include "exhaustive.h"
#include "sampling.h"

/* Parts of the budget that may be used up: by the first round of searches, by both rounds; and the
 * bounded search's part of a round. */
#define FIRST_SHARE 0.3
#define BOTH_SHARE 0.85
#define BOUNDED_SHARE 0.35
/* Runs of each search in the first round, and of the bounded one in the second. */
#define FIRST_BOUNDED_RUNS 20
#define FIRST_EXHAUSTIVE_RUNS 600
#define BOUNDED_RUNS 1000
/* More than any search makes, and not so many that adding to them wraps around. */
#define ANY_RUNS (UINT64_MAX / 2)

/* A violation that the exhaustive search has found is as long as that search happened to make it:
 * looks for one that needs few preemptions and shows as much. */
static void shorten(struct search *search, struct limit limit, struct found *found)
{
    struct found other = {.plan = NULL};
    enum coverage coverage;
    int bound;

    if (search_bounded(search, limit, &bound, &coverage, &other) &&
        (found->finding.kinds & ~other.finding.kinds) == 0) {
        struct planned *longer = found->plan;
        *found = other;
        other.plan = longer;
    }
    free(other.plan);
}

/* One round of both searches, within a number of runs each and a time for both. Returns whether
 * there is nothing left to search. */
static bool search_round(struct search *search, struct summary *summary, double deadline,
                         uint64_t bounded_runs, uint64_t exhaustive_runs, struct found *found)
{
    double now = spent_seconds(search->programs);
    struct limit limit = {.deadline = now + (deadline - now) * BOUNDED_SHARE,
                          .runs = search->counts.runs + bounded_runs};

    if (search->bound >= 0) {
        limit = (struct limit){.deadline = deadline, .runs = ANY_RUNS};
    }
    summary->violation = search_bounded(search, limit, &summary->bound, &summary->coverage, found);
    if (summary->violation || summary->coverage == SEARCH_BROKEN || !search->counts.shared_seen ||
        search->bound >= 0) {
        return true;
    }
    limit = (struct limit){.deadline = deadline, .runs = search->counts.runs + exhaustive_runs};
    summary->violation = search_exhaustive(search, limit, &summary->coverage, found);
    if (summary->violation) {
        limit = (struct limit){.deadline = deadline, .runs = search->counts.runs + BOUNDED_RUNS};
        shorten(search, limit, found);
    }
    return summary->violation || summary->coverage == SEARCH_BROKEN ||
           summary->coverage == COVERED_ALL;
}

struct summary search_all(struct search *search, double budget, struct found *found)
{
    struct summary summary = {.bound = -1, .seconds = -now_seconds()};
    double start = spent_seconds(search->programs);

    if (!search_round(search, &summary, start + budget * FIRST_SHARE, FIRST_BOUNDED_RUNS,
                      FIRST_EXHAUSTIVE_RUNS, found) &&
        !search_round(search, &summary, start + budget * BOTH_SHARE, BOUNDED_RUNS, ANY_RUNS,
                      found)) {
        summary.violation = search_sampling(search, start + budget, &summary.samples, found);
    }
    summary.seconds += now_seconds();
    return summary;
}
