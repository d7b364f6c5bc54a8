/* report_html.h - a run as a page that plays it: player.html with the JSON of the run in it. */
#ifndef SHMCHECK_REPORT_HTML_H
#define SHMCHECK_REPORT_HTML_H

#include <stdio.h>

#include "counts.h"
#include "programs.h"
#include "verdict.h"

/* Writes the run on the page as one HTML file that needs nothing else. */
void report_html(const struct programs *programs, const struct finding *finding, FILE *stream);

/* Writes a verdict without a run. See report_verdict in report.h. */
void report_html_verdict(const struct counts *counts, const char *verdict, const char *text,
                         FILE *stream);

#endif
