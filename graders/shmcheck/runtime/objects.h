/* objects.h - the table of everything that processes can share: memory, names, keys, locks.
 *
 * It is on the control page, so all processes of a run and the explorer see the same one. An object
 * stays in it until the end of the run, also when its name or its memory is gone.
 */
#ifndef SHMCHECK_OBJECTS_H
#define SHMCHECK_OBJECTS_H

#include <stdint.h>

#include "../include/control.h"

/* Returns the index of the newest object of a kind with a key, or -1. */
int32_t find_object(enum object_kind kind, uint64_t key0, uint64_t key1);

/* Adds an object to the table and returns its index. Ends the run when the table is full.
 * label: for reports, cut to fit. */
int32_t make_object(enum object_kind kind, uint64_t key0, uint64_t key1, const char *label);

/* Returns the object of an index that find_object or make_object gave. Ends the run, as a fault of
 * the tool, for an index that they cannot have given. */
struct object *object_at(int32_t index);

#endif
