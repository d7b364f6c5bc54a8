/* snapshot.h - how a call of the C library reads and writes shared memory.
 *
 * Reading is a step of its own, and so is writing. What is read is copied aside at its step, so
 * that a call that reads and then writes (strcpy from shared to shared memory) writes what it has
 * read, even if another process has changed the source in between. Copies stay until the next call
 * of the program. Ends the run when one call reads more than SCRATCH_SIZE bytes.
 */
#ifndef SHMCHECK_SNAPSHOT_H
#define SHMCHECK_SNAPSHOT_H

#include <stddef.h>

/* Reads bytes. Returns them, where they are or, from shared memory, as a copy. */
const void *read_bytes(const void *address, size_t size);

/* Reads a string of at most limit bytes, terminating NUL included. Its end can move while the
 * process waits for its turn: then the rest is read in another step.
 * length: receives the bytes before the NUL (limit if there is none). Returns the string, where it
 * is or as a copy. */
const char *read_string(const char *address, size_t limit, size_t *length);

/* Writes bytes, which must not themselves be in shared memory. */
void write_bytes(void *address, const void *bytes, size_t size);

#endif
