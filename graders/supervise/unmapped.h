/*
 * unmapped.h - memory that no process has mapped: files of memfd_create(2), held by a descriptor
 * alone. It is in no process's resident size.
 */
#ifndef UNMAPPED_H
#define UNMAPPED_H

#include "process.h"

/* Before the run starts: remembers how much shared memory the host holds already. */
void remember_shared_memory(void);

/*
 * The bytes that the `count` processes of `all` hold in files without a name; 0 as long as that
 * cannot be more than `allowed` bytes.
 */
long unmapped_memory(long allowed, const struct process *all, int count);

#endif
