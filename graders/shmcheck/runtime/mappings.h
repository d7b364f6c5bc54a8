/* mappings.h - which addresses of this process are shared, and what they show. */
#ifndef SHMCHECK_MAPPINGS_H
#define SHMCHECK_MAPPINGS_H

#include <stddef.h>
#include <stdint.h>

#include "state.h"

/* Returns the shared mapping that holds an address, or NULL: the memory is the process's own. It
 * stays good until the next change of the table. */
const struct mapping *find_mapping(const void *address);

/* Where in its object an address is, in bytes. mapping: the one that holds it. */
static inline uint64_t offset_in(const struct mapping *mapping, const void *address)
{
    return mapping->offset + ((uintptr_t)address - mapping->start);
}

/* The bytes of the pages that so many bytes take: mappings are made of whole pages. */
size_t whole_pages(size_t length);

/* Notes a mapping; ends the run when there are too many.
 * start, length: its bytes; object, offset: what they show; pc: where it was made;
 * attached: by shmat. */
void add_mapping(void *start, size_t length, int32_t object, uint64_t offset, uint64_t pc,
                 bool attached);

/* Forgets length bytes from start on. munmap may take a part out of a mapping: what is left before
 * and behind it stays. */
void remove_mapping(void *start, size_t length);

#endif
