/* output.h - what the processes of a run have written, in files that only memory holds. */
#ifndef SHMCHECK_OUTPUT_H
#define SHMCHECK_OUTPUT_H

#include <stddef.h>

#include "../include/control.h"

/* Reads such a file from its beginning.
 * buffer: receives at most size - 1 bytes and a NUL byte. Returns how many bytes. */
size_t read_output(int fd, char *buffer, size_t size);

/* Reads the standard output of all roots, one after the other, less its last newline.
 * buffer: receives at most size - 1 bytes and a NUL byte. Returns how many bytes. */
size_t read_roots(const struct control *control, char *buffer, size_t size);

/* Empties such a file for the next run. */
void empty_output(int fd);

#endif
