/* counts.c - how many runs there were, and what came of them. */
#include "counts.h"

#include "page.h"

/* A call that makes something shared and fails, and every call that was made to fail: after it
 * there may be nothing left to share. */
static bool failed_to_share(const struct event *event)
{
    const struct operation *op = &event->op;
    return event->error != 0 && (op->kind == OP_SHM_OPEN || op->kind == OP_SEM_OPEN ||
                                 op->kind == OP_SHMGET || (event->flags & EVENT_INJECTED) != 0);
}

/* Did the run touch anything shared at all? A program that does not is not clean: most likely its
 * accesses were not seen. */
static bool touched_shared(const struct control *control)
{
    if (!page_is_sound(control)) {
        return false;
    }
    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct operation *op = &control->events[i].op;
        if (failed_to_share(&control->events[i])) {
            return true;
        }
        if (op->object >= 0 && op->object < MAX_OBJECTS && (op->flags & OP_LOCAL) == 0 &&
            control->objects[op->object].kind != OBJECT_SHM_NAME &&
            control->objects[op->object].kind != OBJECT_SEM_NAME &&
            control->objects[op->object].kind != OBJECT_KEY) {
            return true;
        }
    }
    return false;
}

void count_run(struct counts *counts, const struct control *control)
{
    counts->runs++;
    if (control->step > counts->longest) {
        counts->longest = control->step;
    }
    counts->shared_seen = counts->shared_seen || touched_shared(control);
}

void count_trace(struct counts *counts, enum ending ending)
{
    counts->complete += ending == ENDING_COMPLETE || ending == ENDING_BLOCKED;
    counts->deadlocks += ending == ENDING_BLOCKED;
    counts->cut += ending == ENDING_CUT;
}

void forget_traces(struct counts *counts)
{
    counts->complete = counts->deadlocks = counts->cut = 0;
}
