/* exhaustive.c - every order, one of each kind: depth-first search with sleep sets.
 *
 * After Godefroid 1996, chapter 5. Two orders that differ only in swaps of independent neighbours
 * are one Mazurkiewicz trace; sleep sets run each trace to its end exactly once. A run that can
 * only go on with steps that are asleep is cut: what it would do has been seen. Sleep sets leave
 * out transitions but no states, so that a state in which two racing accesses are both about to
 * happen is reached, if there is one; the search looks for it in every state, and then takes these
 * two steps.
 */
#include "explorer.h"

#include <stdlib.h>
#include <string.h>

/* A decision of the current run: what was possible, what has been tried, what is asleep. */
struct decision {
    uint32_t step; /* index into the plan */
    int count, chosen;
    struct candidate *candidates;
    bool *done;   /* tried, or asleep from the beginning */
    bool *asleep; /* from the beginning */
};

struct search {
    struct decision *stack;
    uint32_t depth, room;
    uint32_t kept; /* decisions whose choices the prefix repeats */
    bool rushing;  /* a race was seen: take its two steps */
    int rush[2];   /* the processes whose steps these are, -1: taken */
};

static void drop(struct search *search, uint32_t depth)
{
    while (search->depth > depth) {
        struct decision *decision = &search->stack[--search->depth];
        free(decision->candidates);
        free(decision->done);
        free(decision->asleep);
    }
}

static bool same_step(const struct candidate *a, const struct candidate *b)
{
    return a->process == b->process && a->choice == b->choice;
}

static struct decision *new_decision(struct search *search, const struct session *session,
                                     const struct candidate *candidates, int count)
{
    struct decision *decision;
    size_t number = (size_t)count;

    if (search->depth == search->room) {
        search->room = search->room == 0 ? 256 : search->room * 2;
        search->stack = realloc(search->stack, search->room * sizeof(*search->stack));
        if (search->stack == NULL) {
            tool_fault("there is no memory for the search");
        }
    }
    decision = &search->stack[search->depth++];
    *decision = (struct decision){.step = session->control->plan_length,
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

/* Who sleeps at a new decision: whoever slept at the one before, or was tried there before the step
 * that was taken, and does not depend on that step. Steps that the run takes by itself depend on
 * nothing. */
static void pass_on_sleep(const struct session *session, const struct decision *before,
                          struct decision *after)
{
    const struct candidate *taken = &before->candidates[before->chosen];

    for (int i = 0; i < before->count; i++) {
        if (i == before->chosen || !before->done[i] ||
            dependent(session, taken, &before->candidates[i])) {
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
static bool find_rush(struct search *search, const struct session *session)
{
    const struct control *control = session->control;

    for (uint32_t a = 0; a < control->process_count; a++) {
        for (uint32_t b = a + 1; b < control->process_count; b++) {
            const struct process *first = &control->processes[a];
            const struct process *second = &control->processes[b];
            if (first->state != PROCESS_PARKED || second->state != PROCESS_PARKED ||
                !racing(&first->pending, &second->pending)) {
                continue;
            }
            search->rush[0] = is_enabled(session, (int)a) ? (int)a : (int)b;
            search->rush[1] = search->rush[0] == (int)a ? (int)b : (int)a;
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
static int choose_rush(struct search *search, struct session *session,
                       const struct candidate *candidates, int count)
{
    bool continues;

    for (int i = 0; i < 2; i++) {
        int picked = candidate_of(candidates, count, search->rush[i]);
        if (search->rush[i] < 0) {
            continue;
        }
        search->rush[i] = -1;
        if (picked >= 0) {
            return picked;
        }
    }
    return default_candidate(session, candidates, count, &continues);
}

static int choose(void *context, struct session *session, const struct candidate *candidates,
                  int count)
{
    struct search *search = context;
    struct decision *decision;

    if (search->rushing) {
        return choose_rush(search, session, candidates, count);
    }
    decision = new_decision(search, session, candidates, count);
    if (search->depth > 1) {
        pass_on_sleep(session, &search->stack[search->depth - 2], decision);
    }
    if ((session->options->wanted & VIOLATION_RACE) != 0 && find_rush(search, session)) {
        search->rushing = true;
        return choose_rush(search, session, candidates, count);
    }
    for (int i = 0; i < count; i++) {
        if (!decision->done[i]) {
            decision->chosen = i;
            return i;
        }
    }
    return -1;
}

/* Goes back to the deepest decision that has something left to try, and picks that.
 * plan: the order of the last run; receives the new prefix. Returns its length, 0 when all is done.
 */
static uint32_t next_prefix(struct search *search, struct planned *plan)
{
    while (search->depth > 0) {
        struct decision *decision = &search->stack[search->depth - 1];

        if (decision->chosen >= 0) {
            decision->done[decision->chosen] = true;
        }
        for (int i = 0; i < decision->count; i++) {
            if (decision->done[i]) {
                continue;
            }
            decision->chosen = i;
            plan[decision->step] =
                (struct planned){.process = (int16_t)decision->candidates[i].process,
                                 .choice = (int16_t)decision->candidates[i].choice};
            return decision->step + 1;
        }
        drop(search, search->depth - 1);
    }
    return 0;
}

/* Did the program, in the part that is repeated, do what it did before? A decision remembers what
 * each process was about to do. */
static bool repeats(const struct search *search, struct session *session)
{
    const struct control *control = session->control;
    uint32_t step = 0, at = 0;

    for (uint32_t i = 0; i < control->event_count && at < search->kept; i++) {
        const struct event *event = &control->events[i];
        const struct decision *decision = &search->stack[at];
        const struct operation *expected;

        if ((event->flags & EVENT_NOTE) != 0) {
            continue;
        }
        if (step++ != decision->step) {
            continue;
        }
        expected = &decision->candidates[decision->chosen].op;
        if (event->op.kind != expected->kind || event->op.pc != expected->pc ||
            event->op.object != expected->object || event->op.offset != expected->offset) {
            snprintf(session->hang, sizeof(session->hang),
                     "step %u was %s at %s and is now %s: the program is not the same in every run",
                     step, operation_name(expected->kind),
                     source_of(session, event->process, expected->pc),
                     operation_name(event->op.kind));
            return false;
        }
        at++;
    }
    return true;
}

/* Has the run shown that steps depend on each other which were taken as independent? Weak atomics
 * order less than the search does; signals, and a wait for any child or without waiting, tell when
 * a process ends. */
static bool learn(struct session *session)
{
    const struct control *control = session->control;
    bool strict = session->strict_semaphores, ends = session->ends_matter;

    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct operation *op = &control->events[i].op;
        strict |= (op->flags & OP_WEAK) != 0;
        ends |= op->kind == OP_KILL || (op->kind == OP_WAIT && (op->flags & OP_LOOSE) != 0);
    }
    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct operation *op = &control->processes[i].pending;
        ends |= op->kind == OP_KILL || (op->kind == OP_WAIT && (op->flags & OP_LOOSE) != 0);
    }
    if (strict == session->strict_semaphores && ends == session->ends_matter) {
        return false;
    }
    session->strict_semaphores = strict;
    session->ends_matter = ends;
    return true;
}

/* Runs one order, and judges it. Returns how it ended. */
static enum ending explore(struct session *session, struct search *search, struct planned *plan,
                           uint32_t length, struct finding *finding)
{
    enum ending ending;

    search->kept = search->depth;
    search->rushing = false;
    search->rush[0] = search->rush[1] = -1;
    ending = run_once(session, plan, length, choose, search);
    if (ending != ENDING_TROUBLE && !repeats(search, session)) {
        ending = ENDING_TROUBLE;
    }
    memcpy(plan, session->control->plan, session->control->plan_length * sizeof(*plan));
    judge(session, ending, finding);
    return ending;
}

/* Searches every order, from where the last call stopped.
 * limit: when to stop; coverage: receives how far it came; found: receives the first violation.
 * Returns whether there is one. session->complete counts traces, deadlocked ones among them, and
 * session->cut the runs that were cut short. */
bool search_exhaustive(struct session *session, struct limit limit, enum coverage *coverage,
                       struct found *found)
{
    static struct planned plan[MAX_EVENTS];
    static struct search search;
    static uint32_t length;
    bool violation = false, more = true;

    session->reduces = true;
    *coverage = COVERED_ALL;
    while (more && !violation) {
        struct finding finding;
        enum ending ending = explore(session, &search, plan, length, &finding);

        session->complete += ending == ENDING_COMPLETE || ending == ENDING_BLOCKED;
        session->deadlocks += ending == ENDING_BLOCKED;
        session->cut += ending == ENDING_CUT;
        if (finding.kinds != 0) {
            keep_found(found, session, &finding);
            violation = true;
        }
        if (ending == ENDING_TROUBLE && !violation) {
            *coverage = SEARCH_BROKEN;
        } else if (limit_reached(session, limit)) {
            *coverage = OUT_OF_TIME;
        }
        if (learn(session)) {
            drop(&search, 0);
            session->complete = session->deadlocks = session->cut = 0;
            length = 0;
        } else {
            length = next_prefix(&search, plan);
            more = length > 0;
        }
        finish_run(session);
        if (*coverage != COVERED_ALL && (more || *coverage == SEARCH_BROKEN)) {
            break;
        }
        *coverage = COVERED_ALL;
    }
    session->reduces = false;
    return violation;
}
