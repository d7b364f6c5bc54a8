/* fail.c - making a call fail because --fail said so. */
#include "runtime.h"

#include <string.h>

/* Counts one call and tells whether it is to fail.
 * call: its name. Returns the errno to fail with, 0 to go on. The calls of each process are counted
 * apart (a child goes on from its parent's count), so that the order of the processes does not
 * decide which of their calls fails. */
int failure_of(const char *call)
{
    const struct control *control = RT->control;
    int error = 0;

    for (uint32_t i = 0; i < control->failure_count && i < MAX_FAILURES; i++) {
        const struct failure *failure = &control->failures[i];
        if (strcmp(failure->call, call) != 0) {
            continue;
        }
        RT->failure_calls[i]++;
        if (RT->failure_calls[i] == failure->number) {
            error = failure->error;
        }
    }
    return error;
}

/* For a call that has taken its turn: does it fail now? error: receives errno. */
bool injected(const char *call, struct event *event, int *error)
{
    *error = failure_of(call);
    if (*error != 0) {
        event->flags |= EVENT_INJECTED | EVENT_UNCHANGED;
    }
    return *error != 0;
}
