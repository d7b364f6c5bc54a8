/*
 * watch.h - the supervisor's waiting for a run.
 */
#ifndef WATCH_H
#define WATCH_H

#include "options.h"

#include <stdio.h>
#include <sys/types.h>

/* Descriptors on which the supervisor hears from a run. */
struct sources {
    int channel;  /* from the keeper */
    int log;      /* from the command, with --log; else -1 */
    int log_file; /* where the latter goes; -1 without it */
};

/*
 * Follows the run to its end, or ends it for a limit or because it is blocked (see looks.h), kills
 * all that is left of it, and writes the report. `child` is the keeper, or bwrap with the keeper
 * below it. SIGTERM and SIGINT, which must be blocked, end the run and then supervise, with a
 * fault. A run that could not start is a fault too.
 */
void watch(const struct options *options, pid_t child, const struct sources *from, FILE *report);

#endif
