/* memory_map.h - mapping shared memory, after mmap(2).
 *
 * The calls are the real ones. Neither is a step: no other process can tell when it happens.
 * Private mappings of a shared object are not followed.
 */
#ifndef SHMCHECK_MEMORY_MAP_H
#define SHMCHECK_MEMORY_MAP_H

#include <stddef.h>
#include <sys/types.h>

/* Returns the address, or MAP_FAILED and errno. */
void *shmcheck_mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset);
int shmcheck_munmap(void *address, size_t length);

#endif
