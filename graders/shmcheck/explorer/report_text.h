/* report_text.h - a run as text: one row an event, one column a process. */
#ifndef SHMCHECK_REPORT_TEXT_H
#define SHMCHECK_REPORT_TEXT_H

#include <stdio.h>

#include "programs.h"
#include "verdict.h"

/* Prints a violation and the run that shows it, which is on the page. */
void report_text(const struct programs *programs, const struct finding *finding, FILE *stream);

/* Prints every event of the run with its arguments and its result. */
void report_trace(const struct programs *programs, FILE *stream);

#endif
