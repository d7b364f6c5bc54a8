/* stop.h - ending a run that cannot go on. */
#ifndef SHMCHECK_STOP_H
#define SHMCHECK_STOP_H

#include <stdint.h>

#include "../include/control.h"

/* Ends the run: says why, wakes the explorer, and waits to be killed. The first trouble counts.
 * trouble: what happened; pc: where in the program, 0 for nowhere; format: the line that the
 * explorer prints. */
void stop_run(enum trouble trouble, uint64_t pc, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));

#endif
