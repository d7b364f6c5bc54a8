/* report.h - what is printed in the end, in the format that was asked for. */
#ifndef SHMCHECK_REPORT_H
#define SHMCHECK_REPORT_H

#include <stdio.h>

#include "counts.h"
#include "ending.h"
#include "programs.h"
#include "verdict.h"

enum format { FORMAT_TEXT, FORMAT_MERMAID, FORMAT_JSON, FORMAT_HTML };

/* Where a report is written, how, and about what. */
struct report {
    enum format format;
    FILE *stream;
    const struct programs *programs; /* with the run on the page */
    const struct counts *counts;
};

/* Prints the run on the page, and what was found in it. */
void report_run(const struct report *report, const struct finding *finding);

/* Prints a verdict without a run.
 * verdict: clean, incomplete or sampled; text: the line to print. */
void report_verdict(const struct report *report, const char *verdict, const char *text);

/* Prints that a run could not be judged.
 * hang: why it could not go on, if the page does not say it. */
void report_incomplete(const struct report *report, const struct hang *hang);

#endif
