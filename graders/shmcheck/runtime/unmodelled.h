/* unmodelled.h - calls that the runtime knows it does not model: each ends the run as INCOMPLETE,
 * with its name. A verdict without them would be a guess. unmodelled.def lists them.
 */
#ifndef SHMCHECK_UNMODELLED_H
#define SHMCHECK_UNMODELLED_H

#define UNMODELLED(name) _Noreturn void shmcheck_##name(void);
#include "unmodelled.def"
#undef UNMODELLED

#endif
