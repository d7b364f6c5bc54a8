/* default_order.c - which process goes on when nothing speaks against it. */
#include "default_order.h"

#include <stddef.h>

/* The process whose turn it is still, -1 for none. */
static int last_process(const struct control *control)
{
    if (control->event_count == 0) {
        return -1;
    }
    const struct event *event = &control->events[control->event_count - 1];
    /* A new child's start is taken at once and is nobody's turn: its parent goes on. */
    if (event->op.kind == OP_START && event->process >= 0 &&
        control->processes[event->process].parent >= 0) {
        return control->processes[event->process].parent;
    }
    return event->process;
}

int default_candidate(const struct control *control, const struct candidate *candidates, int count,
                      bool *continues)
{
    int last = last_process(control);
    bool yielded = last >= 0 && control->events[control->event_count - 1].op.kind == OP_SLEEP;

    *continues = false;
    for (int i = 0; i < count; i++) {
        if (candidates[i].process == last && !yielded && !candidates[i].reluctant) {
            *continues = true;
            return i;
        }
    }
    int best = -1;
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

int choose_default(void *context, const struct control *control, const struct candidate *candidates,
                   int count)
{
    (void)context;
    bool continues;
    return default_candidate(control, candidates, count, &continues);
}
