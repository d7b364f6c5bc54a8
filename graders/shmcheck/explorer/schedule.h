/* schedule.h - one run in an order that is given: --schedule and --replay. */
#ifndef SHMCHECK_SCHEDULE_H
#define SHMCHECK_SCHEDULE_H

#include "report.h"
#include "search.h"

/* Runs an order that a person has written, and prints the output of the root, or a report if there
 * is a violation.
 * path: a file, "-" for standard input. Returns the exit status. */
int run_written(struct search *search, const struct report *report, const char *path);

/* Runs an order that shmcheck has printed, step by step, and reports a violation.
 * source: a file, or the text itself;
 * repeat: how many runs; if more than one, only a count of those that ended in the same violations
 * is printed.
 * Returns the exit status; of several runs 1 if all ended in the same violations, otherwise 0. */
int run_printed(struct search *search, const struct report *report, const char *source,
                uint64_t repeat);

#endif
