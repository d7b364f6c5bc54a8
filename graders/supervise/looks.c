/* looks.c - judges from /proc whether a run can still end by itself. */
#include "looks.h"

#include "hook.h"
#include "rest.h"
#include "tree.h"
#include "unmapped.h"

#include <stdbool.h>
#include <unistd.h>

/* A run that polls has woken so often while it was looked at; otherwise it just sleeps. */
enum { WAKES_OF_POLLING = 20 };

/* How much more processor time all processes together may take than one of them. */
enum { ALL_TOGETHER = 3 };

/* The limit that all processes together have gone beyond, or NULL. */
static const char *broken_limit(const struct options *options, const struct looks *looks,
                                const struct process *keeper)
{
    /* The keeper's time is that of the processes that it has waited for. */
    unsigned long ticks = keeper->ticks, pages = 0;
    for (int i = 0; i < looks->count; i++) {
        ticks += looks->found[i].ticks;
        pages += looks->found[i].memory;
    }
    /* One process alone is ended by the kernel, at the exact moment: RLIMIT_CPU. */
    if (ticks / (unsigned long)sysconf(_SC_CLK_TCK) >
        (unsigned long)options->cpu_seconds * ALL_TOGETHER) {
        return "cpu";
    }
    unsigned long memory =
        pages * (unsigned long)sysconf(_SC_PAGESIZE) +
        (unsigned long)unmapped_memory(options->memory, looks->found, looks->count);
    if (memory > (unsigned long)options->memory) {
        return "memory";
    }
    return looks->count > options->processes ? "processes" : NULL;
}

/*
 * True when the processes are blocked now and were so, unmoved, at the last look, and no hook is
 * left that could go on from there.
 */
static bool blocked_for_ever(const struct options *options, struct looks *looks,
                             const struct rest *rest, FILE *report)
{
    if (!rest->blocked) {
        looks->count_before = 0;
        return false;
    }
    bool unmoved = looks->count == looks->count_before && rest->switches == looks->switches_before;
    looks->count_before = looks->count;
    looks->switches_before = rest->switches;
    if (!unmoved) {
        return false;
    }
    looks->count_before = 0;
    if (looks->blocked_times < options->hooks) {
        run_hook(options->on_blocked[looks->blocked_times], looks->found, looks->count);
        looks->blocked_times++;
        return false;
    }
    looks->blocked_times++;
    look_at_all(looks->found, looks->count, report);
    return true;
}

/* True when the run has done nothing but wake and sleep again for as long as it may. */
static bool polls_for_ever(const struct options *options, struct looks *looks,
                           const struct rest *rest)
{
    if (!rest->asleep || looks->polls == 0 || rest->place != looks->polls_place) {
        looks->polls = rest->asleep ? 1 : 0;
        looks->polls_place = rest->place;
        looks->polls_switches = rest->switches;
        return false;
    }
    looks->polls++;
    return looks->polls > options->polls &&
           rest->switches - looks->polls_switches >= WAKES_OF_POLLING;
}

const char *look(const struct options *options, pid_t child, struct looks *looks, FILE *report)
{
    struct process keeper = {0};
    if (looks->keeper == 0) {
        looks->keeper = options->jail ? child_of(child) : child;
    }
    if (looks->keeper == 0) {
        return NULL; /* it has ended just now, and said so */
    }
    looks->count = list_descendants(looks->keeper, looks->found, MAX_PROCESSES, &keeper);
    const char *limit = broken_limit(options, looks, &keeper);
    if (limit != NULL) {
        return limit;
    }
    const struct rest rest = look_at_all(looks->found, looks->count, NULL);
    if (blocked_for_ever(options, looks, &rest, report)) {
        return "blocked";
    }
    return options->polls > 0 && polls_for_ever(options, looks, &rest) ? "wall" : NULL;
}
