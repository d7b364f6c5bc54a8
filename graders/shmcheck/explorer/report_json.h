/* report_json.h - a run, or a verdict without one, as one JSON object (RFC 8259). */
#ifndef SHMCHECK_REPORT_JSON_H
#define SHMCHECK_REPORT_JSON_H

#include <stdio.h>

#include "counts.h"
#include "programs.h"
#include "verdict.h"

/* Writes the run on the page: the verdict, processes, objects, events, sources, output,
 * schedule. */
void report_json(const struct programs *programs, const struct finding *finding, FILE *stream);

/* Writes a verdict without a run: nothing was found. See report_verdict in report.h. */
void report_json_verdict(const struct counts *counts, const char *verdict, const char *text,
                         FILE *stream);

#endif
