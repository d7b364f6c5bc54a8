/*
 * hook.h - a grader's own command at the moment when a run is blocked.
 */
#ifndef HOOK_H
#define HOOK_H

#include "process.h"

/*
 * Runs `hook` with bash and waits for it. Its variable PIDS has the numbers of the `count`
 * processes of `all`, with a blank between them. An exit status other than 0 is a fault of
 * supervise.
 */
void run_hook(const char *hook, const struct process *all, int count);

#endif
