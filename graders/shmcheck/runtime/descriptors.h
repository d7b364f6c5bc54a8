/* descriptors.h - which shared memory a descriptor stands for, and which ones are still open. */
#ifndef SHMCHECK_DESCRIPTORS_H
#define SHMCHECK_DESCRIPTORS_H

#include <stdint.h>

/* Returns the memory object behind a descriptor, or -1: nothing that the runtime knows. */
int32_t memory_of(int fd);

/* Like memory_of, but makes the object when it is first seen.
 * label: for reports; flags: OBJECT_* of a new one. Returns -1 and errno if fd is not open. */
int32_t open_memory(int fd, const char *label, uint32_t flags);

/* Notes a descriptor that the program has opened. pc: where. Beyond MAX_DESCRIPTORS it is lost. */
void remember_descriptor(int fd, uint64_t pc);

/* Forgets a descriptor that the program closes. */
void forget_descriptor(int fd);

/* Forgets those that are not open any more: not every end of a descriptor is a call that the
 * runtime sees (fclose(3) closes what fdopen(3) was given). */
void forget_closed_descriptors(void);

#endif
