/* fail.c - making a call fail because --fail said so. */
#include "fail.h"

#include <string.h>

#include "state.h"

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

bool injected(const char *call, struct event *event, int *error)
{
    *error = failure_of(call);
    if (*error != 0) {
        event->flags |= EVENT_INJECTED | EVENT_UNCHANGED;
    }
    return *error != 0;
}
