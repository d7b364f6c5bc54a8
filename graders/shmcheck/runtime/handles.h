/* handles.h - what sem_open returns: the same address for every opening of one semaphore in a
 * process, as POSIX.1-2017 sem_open asks. */
#ifndef SHMCHECK_HANDLES_H
#define SHMCHECK_HANDLES_H

#include <stdint.h>

#include "state.h"

/* Opens a semaphore, once more or for the first time; ends the run when there are too many.
 * object: its index; pc: where in the program. Returns the address for the program. */
void *open_handle(int32_t object, uint64_t pc);

/* Returns the open handle at an address, or NULL: it is not the address of a named semaphore. */
struct handle *find_handle(const void *address);

#endif
