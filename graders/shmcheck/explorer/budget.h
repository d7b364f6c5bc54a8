/* budget.h - how long a search may take. */
#ifndef SHMCHECK_BUDGET_H
#define SHMCHECK_BUDGET_H

#include "programs.h"

/* The time of a clock that only goes forward, in seconds. */
double now_seconds(void);

/* The processor time in seconds that shmcheck and its programs have used: what else the host does
 * must not decide how far a search comes. */
double spent_seconds(const struct programs *programs);

#endif
