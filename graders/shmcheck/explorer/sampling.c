/* sampling.c - orders chosen at random, when there are too many to try them all.
 *
 * Every second order is from PCT (Burckhardt et al. 2010): random priorities, and d - 1 places at
 * which the running process falls behind all others; a bug of depth d is found with a probability
 * that has a lower bound. The others pick every step at random. The same seed gives the same
 * orders.
 */
#include "sampling.h"

#include <stddef.h>

#include "budget.h"
#include "enabled.h"
#include "ending.h"
#include "run.h"
#include "verdict.h"

struct sampler {
    uint64_t state;
    bool pct;
    uint64_t priorities[MAX_PROCESSES];
    uint32_t changes[2]; /* steps at which the running process falls behind */
    int change_count;
    uint64_t lowest;
};

/* xorshift64* (Vigna 2016). */
static uint64_t next_random(struct sampler *sampler)
{
    sampler->state ^= sampler->state >> 12;
    sampler->state ^= sampler->state << 25;
    sampler->state ^= sampler->state >> 27;
    return sampler->state * UINT64_C(0x2545f4914f6cdd1d);
}

/* number: of the sample, from 0. */
static void begin(struct sampler *sampler, const struct search *search, uint64_t number)
{
    uint32_t length = search->counts.longest == 0 ? 1 : search->counts.longest;

    sampler->state = (search->seed + number) * UINT64_C(0x9e3779b97f4a7c15) + 1;
    for (int i = 0; i < 4; i++) {
        (void)next_random(sampler);
    }
    sampler->pct = number % 2 == 0;
    sampler->lowest = 1000;
    sampler->change_count = 1 + (int)(number / 2 % 2); /* depth 2, depth 3 */
    for (int i = 0; i < 2; i++) {
        sampler->changes[i] = (uint32_t)(next_random(sampler) % length);
    }
    for (int i = 0; i < MAX_PROCESSES; i++) {
        sampler->priorities[i] = 1001 + next_random(sampler) % (UINT64_C(1) << 40);
    }
}

static int choose(void *context, const struct control *control, const struct candidate *candidates,
                  int count)
{
    struct sampler *sampler = context;
    int best = 0;

    if (!sampler->pct) {
        return (int)(next_random(sampler) % (uint64_t)count);
    }
    for (int i = 1; i < count; i++) {
        if (sampler->priorities[candidates[i].process] >
            sampler->priorities[candidates[best].process]) {
            best = i;
        }
    }
    for (int i = 0; i < sampler->change_count; i++) {
        if (sampler->changes[i] == control->plan_length) {
            sampler->priorities[candidates[best].process] = --sampler->lowest;
        }
    }
    /* A process that sleeps gives way; otherwise one that polls would keep the turn for ever. */
    if (candidates[best].op.kind == OP_SLEEP) {
        sampler->priorities[candidates[best].process] = --sampler->lowest;
    }
    return best;
}

bool search_sampling(struct search *search, double deadline, uint64_t *samples, struct found *found)
{
    const struct control *control = search->programs->control;
    bool violation = false, broken = false;

    for (*samples = 0; !violation && !broken && spent_seconds(search->programs) < deadline;
         ++*samples) {
        struct sampler sampler;
        begin(&sampler, search, *samples);
        enum ending ending = next_run(search, NULL, 0, UNNOTICED_STARTS, choose, &sampler);
        struct finding finding = judge(control, ending, search->wanted);
        if (finding.kinds != 0) {
            keep_found(found, control, finding);
            violation = true;
        }
        broken = ending == ENDING_TROUBLE;
        finish_run(search->programs);
    }
    return violation;
}
