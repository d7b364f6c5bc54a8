/* robust.h - robust mutexes whose owner ends, after POSIX.1-2017 pthread_mutexattr_getrobust.
 *
 * The next process that locks such a mutex is told so (EOWNERDEAD). A mutex that is not robust
 * stays locked for ever.
 */
#ifndef SHMCHECK_ROBUST_H
#define SHMCHECK_ROBUST_H

#include <stdint.h>

/* Returns the index of the first robust mutex from index `from` on that the process in a slot
 * holds, or -1. */
int32_t held_robust_mutex(int32_t slot, int32_t from);

/* Takes a mutex from its owner, which has ended. index: as held_robust_mutex returned it. */
void orphan_mutex(int32_t index);

#endif
