/* sentences.h - what the numbers of a run mean: sentences with names and lines of the source. */
#ifndef SHMCHECK_SENTENCES_H
#define SHMCHECK_SENTENCES_H

#include <stddef.h>

#include "ending.h"
#include "programs.h"
#include "verdict.h"

/* Each writes one line into text, cut to size - 1 bytes, about the run on the page, which
 * finish_run must not have removed yet. */

/* What was found first; empty when nothing was. */
void finding_text(const struct programs *programs, const struct finding *finding, char *text,
                  size_t size);

/* Why a process that has not ended does not go on: what it waits for, where, and which process
 * holds it. index: its slot. */
void blocked_text(const struct programs *programs, int index, char *text, size_t size);

/* Why a run says nothing: the program left the model, or hung. The run may have been removed. */
void incomplete_text(const struct programs *programs, const struct hang *hang, char *text,
                     size_t size);

#endif
