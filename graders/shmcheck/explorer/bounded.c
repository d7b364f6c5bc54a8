/* bounded.c - every order with at most 0, 1, 2 preemptions, without any reduction.
 *
 * A preemption takes the turn from a process that could go on (Musuvathi & Qadeer 2007). Most bugs
 * need one or two, and a counterexample with few of them is short to read. Reduction is not
 * combined with the bound: an order that the reduction keeps may need more preemptions than one
 * that it drops.
 */
#include "explorer.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_BOUND 2
#define CONSEQUENCE_RUNS 300

double now_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The processor time that a session has used, its programs' included: what else the host does must
 * not decide how far a search comes. */
double spent_seconds(const struct session *session)
{
    struct timespec own;
    double spent;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
    spent = (double)own.tv_sec + (double)own.tv_nsec / 1e9;
    for (int i = 0; i < session->options->program_count; i++) {
        spent += (double)session->control->servers[i].cpu_ns / 1e9;
    }
    return spent;
}

bool limit_reached(const struct session *session, struct limit limit)
{
    return spent_seconds(session) > limit.deadline || session->runs >= limit.runs;
}

/* Keeps the order of the run that has just ended. */
void keep_found(struct found *found, const struct session *session, const struct finding *finding)
{
    size_t size = session->control->plan_length * sizeof(*found->plan);

    free(found->plan);
    found->plan = malloc(size == 0 ? 1 : size);
    if (found->plan == NULL) {
        tool_fault("there is no memory for a schedule");
    }
    memcpy(found->plan, session->control->plan, size);
    found->length = session->control->plan_length;
    found->finding = *finding;
}

/* Whoever goes on when nothing speaks against it: the process that went last, unless it has given
 * the turn away; then the next in the order of the slots.
 * continues: receives whether that is the process that went last. */
int default_candidate(const struct session *session, const struct candidate *candidates, int count,
                      bool *continues)
{
    const struct control *control = session->control;
    uint32_t events = control->event_count;
    int last = -1, best = -1;
    bool yielded = false;

    if (events > 0) {
        last = control->events[events - 1].process;
        yielded = control->events[events - 1].op.kind == OP_SLEEP;
    }
    /* A new child's start is taken at once and is nobody's turn: its parent goes on. */
    if (events > 0 && control->events[events - 1].op.kind == OP_START && last >= 0 &&
        control->processes[last].parent >= 0) {
        last = control->processes[last].parent;
    }
    *continues = false;
    for (int i = 0; i < count; i++) {
        if (candidates[i].process == last && !yielded && !candidates[i].reluctant) {
            *continues = true;
            return i;
        }
    }
    for (int i = 0; i < count; i++) {
        if (candidates[i].reluctant) {
            continue;
        }
        if (best == -1 || (candidates[best].process <= last && candidates[i].process > last)) {
            best = i;
        }
    }
    return best == -1 ? 0 : best;
}

/* A chooser without a search: the default order. */
int choose_default(void *context, struct session *session, const struct candidate *candidates,
                   int count)
{
    bool continues;

    (void)context;
    return default_candidate(session, candidates, count, &continues);
}

/* Prefixes of runs, as a tree: what they have in common is kept once. */
struct node {
    struct node *parent;
    struct planned step;
    uint32_t depth;
};

struct block {
    struct block *next;
    struct node nodes[1024];
};

struct list {
    struct node **items;
    size_t count, room;
};

struct search {
    bool begun;
    struct block *blocks;
    uint32_t used;                     /* nodes of the newest block */
    struct list bounds[MAX_BOUND + 2]; /* prefixes still to be run, by their preemptions */
    int bound;
    struct node *at; /* the run so far */
};

static struct node *extend(struct search *search, struct node *parent, struct planned step)
{
    struct node *node;

    if (search->blocks == NULL || search->used == 1024) {
        struct block *block = malloc(sizeof(*block));
        if (block == NULL) {
            tool_fault("there is no memory for the search");
        }
        block->next = search->blocks;
        search->blocks = block;
        search->used = 0;
    }
    node = &search->blocks->nodes[search->used++];
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
static void catch_up(struct search *search, const struct control *control)
{
    uint32_t depth = search->at == NULL ? 0 : search->at->depth;

    for (; depth < control->plan_length; depth++) {
        search->at = extend(search, search->at, control->plan[depth]);
    }
}

/* Goes on by default, and leaves every other possibility for later. */
static int choose(void *context, struct session *session, const struct candidate *candidates,
                  int count)
{
    struct search *search = context;
    bool continues;
    int best = default_candidate(session, candidates, count, &continues);

    catch_up(search, session->control);
    for (int i = count - 1; i >= 0; i--) {
        bool other = candidates[i].process != candidates[best].process;
        int cost = (continues && other) || (candidates[i].reluctant && !candidates[best].reluctant);
        struct planned step = {.process = (int16_t)candidates[i].process,
                               .choice = (int16_t)candidates[i].choice};

        if (i != best && search->bound + cost <= MAX_BOUND + 1) {
            push(&search->bounds[search->bound + cost], extend(search, search->at, step));
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

/* Searches bound after bound, from where the last call stopped.
 * limit: when to stop; bound: receives the last one that was searched whole, -1 for none; found:
 * receives the first violation, or a later one that shows what a race leads to. Returns whether
 * there is a violation. */
bool search_bounded(struct session *session, struct limit limit, int *bound,
                    enum coverage *coverage, struct found *found)
{
    static struct planned plan[MAX_EVENTS];
    int most = session->options->bound >= 0 ? session->options->bound : MAX_BOUND;
    static struct search search;
    uint64_t stop_at = 0;
    bool violation = false;

    *bound = search.bound - 1;
    *coverage = COVERED_BOUND;
    if (!search.begun) {
        push(&search.bounds[0], NULL);
    }
    search.begun = true;
    for (; search.bound <= most; search.bound++) {
        struct list *list = &search.bounds[search.bound];

        while (list->count > 0) {
            struct node *start = list->items[--list->count];
            struct finding finding;
            enum ending ending;

            search.at = start;
            ending = run_once(session, plan, unroll(start, plan), choose, &search);
            judge(session, ending, &finding);
            if (finding.kinds != 0 &&
                (!violation || (finding.kinds & ~found->finding.kinds) != 0)) {
                keep_found(found, session, &finding);
                /* A race alone tells less than what it does: look on for a while. */
                if (!violation) {
                    stop_at = session->runs + CONSEQUENCE_RUNS;
                }
                violation = true;
            }
            finish_run(session);
            if ((violation && ((found->finding.kinds & ~(uint32_t)VIOLATION_RACE) != 0 ||
                               session->runs >= stop_at)) ||
                (ending == ENDING_TROUBLE && finding.kinds == 0)) {
                *coverage = SEARCH_BROKEN;
                break;
            }
            if (limit_reached(session, limit)) {
                *coverage = OUT_OF_TIME;
                break;
            }
        }
        if (*coverage != COVERED_BOUND) {
            break;
        }
        *bound = search.bound;
    }
    if (*coverage == COVERED_BOUND && most == MAX_BOUND &&
        search.bounds[MAX_BOUND + 1].count == 0) {
        *coverage = COVERED_ALL;
    }
    return violation;
}
