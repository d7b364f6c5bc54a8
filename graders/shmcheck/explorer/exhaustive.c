/* exhaustive.c - every order, one of each kind: depth-first search with sleep sets.
 *
 * After Godefroid 1996, chapter 5. Two orders that differ only in swaps of independent neighbours
 * are one Mazurkiewicz trace; sleep sets run each trace to its end exactly once. A run that can
 * only go on with steps that are asleep is cut: what it would do has been seen. Sleep sets leave
 * out transitions but no states, so that a state in which two racing accesses are both about to
 * happen is reached, if there is one; the search looks for it in every state, and then takes these
 * two steps.
 */
#include "exhaustive.h"

#include <stdlib.h>
#include <string.h>

#include "counts.h"
#include "default_order.h"
#include "dependence.h"
#include "enabled.h"
#include "ending.h"
#include "fault.h"
#include "page.h"
#include "run.h"
#include "verdict.h"
#include "violations.h"

/* A decision of the current run: what was possible, what has been tried, what is asleep. */
struct decision {
    uint32_t step; /* index into the plan */
    int count, chosen;
    struct candidate *candidates;
    bool *done;   /* tried, or asleep from the beginning */
    bool *asleep; /* from the beginning */
};

/* Where the search is: it goes on from there when it is called again. */
struct tree {
    struct decision *stack;
    uint32_t depth, room;
    uint32_t kept; /* decisions whose choices the prefix repeats */
    struct planned plan[MAX_EVENTS];
    uint32_t length;        /* steps of the plan that the next run repeats */
    bool wants_races;       /* races are looked for */
    bool rushing;           /* a race was seen: take its two steps */
    int rush[2];            /* the processes whose steps these are, -1: taken */
    bool strict_semaphores; /* weak atomics were seen: see dependence.h */
    bool ends_matter;       /* the program sends signals, or asks which process has ended */
};

static void drop(struct tree *tree, uint32_t depth)
{
    while (tree->depth > depth) {
        struct decision *decision = &tree->stack[--tree->depth];
        free(decision->candidates);
        free(decision->done);
        free(decision->asleep);
    }
}

static bool same_step(const struct candidate *a, const struct candidate *b)
{
    return a->process == b->process && a->choice == b->choice;
}

static struct decision *new_decision(struct tree *tree, const struct control *control,
                                     const struct candidate *candidates, int count)
{
    size_t number = (size_t)count;

    if (tree->depth == tree->room) {
        tree->room = tree->room == 0 ? 256 : tree->room * 2;
        tree->stack = realloc(tree->stack, tree->room * sizeof(*tree->stack));
        if (tree->stack == NULL) {
            tool_fault("there is no memory for the search");
        }
    }
    struct decision *decision = &tree->stack[tree->depth++];
    *decision = (struct decision){.step = control->plan_length,
                                  .count = count,
                                  .chosen = -1,
                                  .candidates = malloc(number * sizeof(*candidates)),
                                  .done = calloc(number, sizeof(bool)),
                                  .asleep = calloc(number, sizeof(bool))};
    if (decision->candidates == NULL || decision->done == NULL || decision->asleep == NULL) {
        tool_fault("there is no memory for the search");
    }
    memcpy(decision->candidates, candidates, number * sizeof(*candidates));
    return decision;
}

/* What sleeps at a new decision: a step that slept at the one before, or was tried there before the
 * step that was taken, and does not depend on that step. Steps that the run takes by itself depend
 * on nothing. */
static void pass_on_sleep(const struct decision *before, struct decision *after, bool strict)
{
    const struct candidate *taken = &before->candidates[before->chosen];

    for (int i = 0; i < before->count; i++) {
        if (i == before->chosen || !before->done[i] ||
            dependent(taken, &before->candidates[i], strict)) {
            continue;
        }
        for (int k = 0; k < after->count; k++) {
            if (same_step(&before->candidates[i], &after->candidates[k])) {
                after->asleep[k] = after->done[k] = true;
            }
        }
    }
}

/* Looks for two processes whose next steps race. The one that can go on is taken first. */
static bool find_rush(struct tree *tree, const struct control *control)
{
    for (uint32_t a = 0; a < control->process_count; a++) {
        for (uint32_t b = a + 1; b < control->process_count; b++) {
            const struct process *first = &control->processes[a];
            const struct process *second = &control->processes[b];
            if (first->state != PROCESS_PARKED || second->state != PROCESS_PARKED ||
                !racing(&first->pending, &second->pending)) {
                continue;
            }
            tree->rush[0] = is_enabled(control, (int)a) ? (int)a : (int)b;
            tree->rush[1] = tree->rush[0] == (int)a ? (int)b : (int)a;
            return true;
        }
    }
    return false;
}

static int candidate_of(const struct candidate *candidates, int count, int process)
{
    for (int i = 0; i < count; i++) {
        if (candidates[i].process == process) {
            return i;
        }
    }
    return -1;
}

/* The next step towards a race that was seen: first the one, then the other, then whatever. */
static int choose_rush(struct tree *tree, const struct control *control,
                       const struct candidate *candidates, int count)
{
    for (int i = 0; i < 2; i++) {
        if (tree->rush[i] < 0) {
            continue;
        }
        int picked = candidate_of(candidates, count, tree->rush[i]);
        tree->rush[i] = -1;
        if (picked >= 0) {
            return picked;
        }
    }
    return choose_default(NULL, control, candidates, count);
}

static int choose(void *context, const struct control *control, const struct candidate *candidates,
                  int count)
{
    struct tree *tree = context;

    if (tree->rushing) {
        return choose_rush(tree, control, candidates, count);
    }
    struct decision *decision = new_decision(tree, control, candidates, count);
    if (tree->depth > 1) {
        pass_on_sleep(&tree->stack[tree->depth - 2], decision, tree->strict_semaphores);
    }
    if (tree->wants_races && find_rush(tree, control)) {
        tree->rushing = true;
        return choose_rush(tree, control, candidates, count);
    }
    for (int i = 0; i < count; i++) {
        if (!decision->done[i]) {
            decision->chosen = i;
            return i;
        }
    }
    return -1;
}

/* Goes back to the deepest decision that has something left to try, and picks that: the plan is the
 * order of the last run, and becomes the new prefix. Returns its length, 0 when all is done. */
static uint32_t next_prefix(struct tree *tree)
{
    while (tree->depth > 0) {
        struct decision *decision = &tree->stack[tree->depth - 1];

        if (decision->chosen >= 0) {
            decision->done[decision->chosen] = true;
        }
        for (int i = 0; i < decision->count; i++) {
            if (decision->done[i]) {
                continue;
            }
            decision->chosen = i;
            tree->plan[decision->step] =
                (struct planned){.process = (int16_t)decision->candidates[i].process,
                                 .choice = (int16_t)decision->candidates[i].choice};
            return decision->step + 1;
        }
        drop(tree, tree->depth - 1);
    }
    return 0;
}

/* Did the program, in the part that is repeated, do what it did before? A decision remembers what
 * each process was about to do.
 * hang: receives the step that differs. */
static bool repeats(const struct tree *tree, const struct control *control, struct hang *hang)
{
    uint32_t step = 0, at = 0;

    for (uint32_t i = 0; i < control->event_count && at < tree->kept; i++) {
        const struct event *event = &control->events[i];
        const struct decision *decision = &tree->stack[at];

        if ((event->flags & EVENT_NOTE) != 0) {
            continue;
        }
        if (step++ != decision->step) {
            continue;
        }
        const struct operation *expected = &decision->candidates[decision->chosen].op;
        if (event->op.kind != expected->kind || event->op.pc != expected->pc ||
            event->op.object != expected->object || event->op.offset != expected->offset) {
            *hang = (struct hang){.reason = HANG_DIFFERS,
                                  .process = event->process,
                                  .step = step,
                                  .was = expected->kind,
                                  .is = event->op.kind,
                                  .pc = expected->pc};
            return false;
        }
        at++;
    }
    return true;
}

/* A signal, and a wait for any child or without waiting, tell when a process ends. */
static bool tells_of_ends(const struct operation *op)
{
    return op->kind == OP_KILL || (op->kind == OP_WAIT && (op->flags & OP_LOOSE) != 0);
}

/* Has the run shown that steps depend on each other which were taken as independent? Weak atomics
 * order less than the search does; and see tells_of_ends. */
static bool learn(struct tree *tree, const struct control *control)
{
    bool strict = tree->strict_semaphores, ends = tree->ends_matter;

    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct operation *op = &control->events[i].op;
        strict |= (op->flags & OP_WEAK) != 0;
        ends |= tells_of_ends(op);
    }
    for (uint32_t i = 0; i < control->process_count; i++) {
        ends |= tells_of_ends(&control->processes[i].pending);
    }
    if (strict == tree->strict_semaphores && ends == tree->ends_matter) {
        return false;
    }
    tree->strict_semaphores = strict;
    tree->ends_matter = ends;
    return true;
}

/* Runs one order. Returns how it ended. */
static enum ending explore(struct search *search, struct tree *tree)
{
    const struct control *control = search->programs->control;

    tree->kept = tree->depth;
    tree->rushing = false;
    tree->rush[0] = tree->rush[1] = -1;
    enum ending ending =
        next_run(search, tree->plan, tree->length,
                 tree->ends_matter ? UNNOTICED_SLEEPS : UNNOTICED_ENDS, choose, tree);
    if (ending != ENDING_TROUBLE && !repeats(tree, control, &search->hang)) {
        ending = ENDING_TROUBLE;
    }
    count_trace(&search->counts, ending);
    return ending;
}

/* Goes on to the next order, or from the beginning when the run has taught something. Returns
 * whether there is one. */
static bool advance(struct search *search, struct tree *tree)
{
    const struct control *control = search->programs->control;

    if (!page_is_sound(control)) {
        return false;
    }
    memcpy(tree->plan, control->plan, control->plan_length * sizeof(*tree->plan));
    if (learn(tree, control)) {
        drop(tree, 0);
        forget_traces(&search->counts);
        tree->length = 0;
        return true;
    }
    tree->length = next_prefix(tree);
    return tree->length > 0;
}

bool search_exhaustive(struct search *search, struct limit limit, enum coverage *coverage,
                       struct found *found)
{
    static struct tree tree;
    bool violation = false, more = true;

    tree.wants_races = (search->wanted->kinds & VIOLATION_RACE) != 0;
    *coverage = COVERED_ALL;
    while (more && !violation) {
        const struct control *control = search->programs->control;
        enum ending ending = explore(search, &tree);
        struct finding finding = judge(control, ending, search->wanted);

        if (finding.kinds != 0) {
            keep_found(found, control, finding);
            violation = true;
        }
        if (ending == ENDING_TROUBLE && !violation) {
            *coverage = SEARCH_BROKEN;
        } else if (limit_reached(search, limit)) {
            *coverage = OUT_OF_TIME;
        }
        more = advance(search, &tree);
        finish_run(search->programs);
        if (*coverage != COVERED_ALL && (more || *coverage == SEARCH_BROKEN)) {
            break;
        }
        *coverage = COVERED_ALL;
    }
    return violation;
}
