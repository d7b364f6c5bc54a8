/* bounded.c - every order with at most 0, 1, 2 preemptions, without any reduction.
 *
 * A preemption takes the turn from a process that could go on (Musuvathi & Qadeer 2007). Most bugs
 * need one or two, and a counterexample with few of them is short to read. Reduction is not
 * combined with the bound: an order that the reduction keeps may need more preemptions than one
 * that it drops.
 */
#include "bounded.h"

#include <stdlib.h>

#include "default_order.h"
#include "enabled.h"
#include "ending.h"
#include "fault.h"
#include "run.h"
#include "verdict.h"
#include "violations.h"

#define MAX_BOUND 2
#define CONSEQUENCE_RUNS 300
#define BLOCK_NODES 1024

/* Prefixes of runs, as a tree: what they have in common is kept once. */
struct node {
    struct node *parent;
    struct planned step;
    uint32_t depth;
};

struct block {
    struct block *next;
    struct node nodes[BLOCK_NODES];
};

struct list {
    struct node **items;
    size_t count, room;
};

/* Where the search is: it goes on from there when it is called again. */
struct frontier {
    bool begun;
    struct block *blocks;
    uint32_t used;                     /* nodes of the newest block */
    struct list bounds[MAX_BOUND + 2]; /* prefixes still to be run, by their preemptions */
    int bound;
    struct node *at; /* the run so far */
};

static struct node *extend(struct frontier *frontier, struct node *parent, struct planned step)
{
    if (frontier->blocks == NULL || frontier->used == BLOCK_NODES) {
        struct block *block = malloc(sizeof(*block));
        if (block == NULL) {
            tool_fault("there is no memory for the search");
        }
        block->next = frontier->blocks;
        frontier->blocks = block;
        frontier->used = 0;
    }
    struct node *node = &frontier->blocks->nodes[frontier->used++];
    *node = (struct node){.parent = parent, .step = step, .depth = parent ? parent->depth + 1 : 1};
    return node;
}

static void push(struct list *list, struct node *node)
{
    if (list->count == list->room) {
        list->room = list->room == 0 ? 256 : list->room * 2;
        list->items = realloc(list->items, list->room * sizeof(*list->items));
        if (list->items == NULL) {
            tool_fault("there is no memory for the search");
        }
    }
    list->items[list->count++] = node;
}

/* Takes steps that were planned since into the tree: those that the run takes by itself. */
static void catch_up(struct frontier *frontier, const struct control *control)
{
    uint32_t depth = frontier->at == NULL ? 0 : frontier->at->depth;

    for (; depth < control->plan_length; depth++) {
        frontier->at = extend(frontier, frontier->at, control->plan[depth]);
    }
}

/* Goes on by default, and leaves every other possibility for later. */
static int choose(void *context, const struct control *control, const struct candidate *candidates,
                  int count)
{
    struct frontier *frontier = context;
    bool continues;
    int best = default_candidate(control, candidates, count, &continues);

    catch_up(frontier, control);
    for (int i = count - 1; i >= 0; i--) {
        bool other = candidates[i].process != candidates[best].process;
        int cost = (continues && other) || (candidates[i].reluctant && !candidates[best].reluctant);
        struct planned step = {.process = (int16_t)candidates[i].process,
                               .choice = (int16_t)candidates[i].choice};

        if (i != best && frontier->bound + cost <= MAX_BOUND + 1) {
            push(&frontier->bounds[frontier->bound + cost], extend(frontier, frontier->at, step));
        }
    }
    return best;
}

static uint32_t unroll(const struct node *node, struct planned *plan)
{
    uint32_t length = node == NULL ? 0 : node->depth;

    for (; node != NULL; node = node->parent) {
        plan[node->depth - 1] = node->step;
    }
    return length;
}

/* What one bound has shown. */
struct outcome {
    bool violation;
    uint64_t stop_at; /* runs after which a race is not followed any further */
    struct found *found;
};

/* Runs one order from a prefix, and keeps what it shows. Returns whether the search goes on. */
static bool try_prefix(struct search *search, struct frontier *frontier, struct node *start,
                       struct outcome *outcome)
{
    static struct planned plan[MAX_EVENTS];
    const struct control *control = search->programs->control;
    struct found *found = outcome->found;

    frontier->at = start;
    enum ending ending =
        next_run(search, plan, unroll(start, plan), UNNOTICED_STARTS, choose, frontier);
    struct finding finding = judge(control, ending, search->wanted);
    if (finding.kinds != 0 &&
        (!outcome->violation || (finding.kinds & ~found->finding.kinds) != 0)) {
        keep_found(found, control, finding);
        /* A race alone tells less than what it does: look on for a while. */
        if (!outcome->violation) {
            outcome->stop_at = search->counts.runs + CONSEQUENCE_RUNS;
        }
        outcome->violation = true;
    }
    finish_run(search->programs);
    if (outcome->violation && ((found->finding.kinds & ~(uint32_t)VIOLATION_RACE) != 0 ||
                               search->counts.runs >= outcome->stop_at)) {
        return false;
    }
    return ending != ENDING_TROUBLE || finding.kinds != 0;
}

/* Runs all that has the present bound. Returns COVERED_BOUND when nothing of it is left. */
static enum coverage search_bound(struct search *search, struct frontier *frontier,
                                  struct limit limit, struct outcome *outcome)
{
    struct list *list = &frontier->bounds[frontier->bound];

    while (list->count > 0) {
        if (!try_prefix(search, frontier, list->items[--list->count], outcome)) {
            return SEARCH_BROKEN;
        }
        if (limit_reached(search, limit)) {
            return OUT_OF_TIME;
        }
    }
    return COVERED_BOUND;
}

bool search_bounded(struct search *search, struct limit limit, int *bound, enum coverage *coverage,
                    struct found *found)
{
    static struct frontier frontier;
    int most = search->bound >= 0 ? search->bound : MAX_BOUND;
    struct outcome outcome = {.found = found};

    *bound = frontier.bound - 1;
    *coverage = COVERED_BOUND;
    if (!frontier.begun) {
        push(&frontier.bounds[0], NULL);
    }
    frontier.begun = true;
    for (; frontier.bound <= most; frontier.bound++) {
        *coverage = search_bound(search, &frontier, limit, &outcome);
        if (*coverage != COVERED_BOUND) {
            break;
        }
        *bound = frontier.bound;
    }
    if (*coverage == COVERED_BOUND && most == MAX_BOUND &&
        frontier.bounds[MAX_BOUND + 1].count == 0) {
        *coverage = COVERED_ALL;
    }
    return outcome.violation;
}
