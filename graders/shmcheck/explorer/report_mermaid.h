/* report_mermaid.h - a run as a Mermaid sequence diagram, for Markdown that is rendered. */
#ifndef SHMCHECK_REPORT_MERMAID_H
#define SHMCHECK_REPORT_MERMAID_H

#include <stdio.h>

#include "programs.h"
#include "verdict.h"

/* Writes the run on the page as a diagram: processes and objects are its participants. */
void report_mermaid(const struct programs *programs, const struct finding *finding, FILE *stream);

#endif
