/* trace.h - one run in the default order, as a list of its calls and accesses. */
#ifndef SHMCHECK_TRACE_H
#define SHMCHECK_TRACE_H

#include "report.h"
#include "search.h"

/* Runs the programs once and prints the list; in other formats than text, the run. Returns the exit
 * status. */
int trace(struct search *search, const struct report *report);

#endif
