/* budget.c - how long a search may take. */
#include "budget.h"

#include <time.h>

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

double now_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

double spent_seconds(const struct programs *programs)
{
    double spent = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < programs->setup->count; i++) {
        spent += (double)programs->control->servers[i].cpu_ns / 1e9;
    }
    return spent;
}
