/* access.h - an access to memory, as the step that it is where the memory is shared. */
#ifndef SHMCHECK_ACCESS_H
#define SHMCHECK_ACCESS_H

#include <stdbool.h>
#include <stdint.h>

#include "state.h"

/* Takes the step of an access; nothing if the memory is the process's own. The access itself
 * follows, by the caller. A write to memory of the tool ends the run.
 * address, size: the bytes; writes: a store; pc: where in the program. */
void touch(const void *address, uint64_t size, bool writes, uint64_t pc);

/* Takes the step at which a struct copy moves its bytes, from shared to shared memory.
 * target, source: where the bytes go and come from; to, from: the mappings that hold these;
 * size: bytes. */
void touch_copy(void *target, const struct mapping *to, const void *source,
                const struct mapping *from, uint64_t size);

#endif
