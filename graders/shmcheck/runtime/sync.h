/* sync.h - the model of semaphores, mutexes and their kin: which object an address means.
 *
 * The state of an object in shared memory is kept on the control page under the place of the object
 * (which memory, which offset), because each process maps at its own address. An object in a
 * process's own memory is kept in the runtime's own memory, so that fork copies it, as it copies
 * the real one: a semaphore outside shared memory synchronises nobody.
 */
#ifndef SHMCHECK_SYNC_H
#define SHMCHECK_SYNC_H

#include <stdbool.h>
#include <stdint.h>

#include "../include/control.h"

/* Returns the object at an address; a new one is not live before init_sync_object.
 * kind: what it is; index: receives its place in the table, -1 when it is the process's own. */
struct object *sync_object(void *address, enum object_kind kind, int32_t *index);

/* Makes an object live, or makes it anew. flags: OBJECT_* of its attributes. */
void init_sync_object(struct object *object, uint32_t flags);

/* May the object be used? An object that was never initialised, or was destroyed, is a misuse that
 * the standard leaves undefined; so is one made for a single process and used by two.
 * pc: where in the program. Returns false when the call has nothing to work on. */
bool sync_usable(struct object *object, uint64_t pc);

/* Takes one step of a call on an object and logs it. An object of the process's own needs no turn.
 * kind, flags: the operation; object, index: as sync_object gave them; pc: where in the program.
 * Returns the event, which the caller completes. */
struct event *sync_step(enum operation_kind kind, uint32_t flags, struct object *object,
                        int32_t index, uint64_t pc);

/* Both at once, for a call that is one step and needs no more than that.
 * kind, flags: the operation; address, what: where the object is and what it is; object: receives
 * it. Returns the event, which the caller completes. */
struct event *sync_call(enum operation_kind kind, uint32_t flags, void *address,
                        enum object_kind what, struct object **object);

/* Parks for good: no process can do what the call waits for, such as release an object of the
 * process's own. index: the object, -1 for none; kind: the call, for the report; pc: where. */
void wait_for_ever(int32_t index, enum operation_kind kind, uint64_t pc) __attribute__((noreturn));

/* Reports a plain write to memory that holds a lock or semaphore in use.
 * memory: the object written to; offset, size: the bytes; pc: where in the program. */
void overwritten(int32_t memory, uint64_t offset, uint64_t size, uint64_t pc);

#endif
