/* operation.h - what a process is about to do, as the explorer reads it. */
#ifndef SHMCHECK_OPERATION_H
#define SHMCHECK_OPERATION_H

#include <stdint.h>

#include "../include/control.h"

/* An operation on an object as a whole; the fields for memory, families and targets are empty.
 * flags: OP_*; object: its index, -1 for none; pc: where in the program. */
struct operation operation(enum operation_kind kind, uint32_t flags, int32_t object, uint64_t pc);

/* An operation of the current call on the length of a memory object rather than on its bytes.
 * writes: it changes the length; object: its index, -1 for none. */
struct operation length_operation(enum operation_kind kind, bool writes, int32_t object);

#endif
