/* run.h - one run of the programs in one order. */
#ifndef SHMCHECK_RUN_H
#define SHMCHECK_RUN_H

#include <stdint.h>

#include "enabled.h"
#include "ending.h"
#include "programs.h"

/* Picks one of the candidates: an index. -1 ends the run as ENDING_CUT. */
typedef int (*chooser)(void *context, const struct control *control,
                       const struct candidate *candidates, int count);

/* Which steps are taken at once, because no process can tell when they happen. The start of a
 * process always is. */
enum unnoticed {
    UNNOTICED_STARTS,
    UNNOTICED_SLEEPS, /* and sleeps */
    UNNOTICED_ENDS    /* and ends, and waits for a child that has ended */
};

/* Runs the programs once.
 * prefix, length: the first steps; choose, context: pick the others, unless unnoticed steps come
 * first; hang: receives why the run could not go on. Returns how the run ended. The control page
 * keeps the whole run, plan included, until the next one begins. */
enum ending run_once(struct programs *programs, const struct planned *prefix, uint32_t length,
                     enum unnoticed unnoticed, chooser choose, void *context, struct hang *hang);

/* Removes what a run has left: processes, objects, segments, output. To be called once after each
 * run_once, when everything has been read. */
void finish_run(struct programs *programs);

#endif
