/* dependence.h - which two steps may be swapped without any process noticing. */
#ifndef SHMCHECK_DEPENDENCE_H
#define SHMCHECK_DEPENDENCE_H

#include <stdbool.h>

#include "enabled.h"

/* Do two steps that are both possible now depend on each other?
 * strict_semaphores: keep the posts of a semaphore in their order, and so its waits. The k-th wait
 * then follows one certain post in every order that counts as the same, which is what the clocks
 * join. Without it the clocks could see, in the one order that is run, an edge that another
 * equivalent order lacks; for plain accesses that is no loss, because sleep sets reach every state,
 * and so one in which both racing accesses are about to happen. Weak atomics order less than the
 * search does: they need it. */
bool dependent(const struct candidate *a, const struct candidate *b, bool strict_semaphores);

/* Would two steps, next to each other, be a data race? */
bool racing(const struct operation *a, const struct operation *b);

#endif
