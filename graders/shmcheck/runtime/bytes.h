/* bytes.h - memory as values. */
#ifndef SHMCHECK_BYTES_H
#define SHMCHECK_BYTES_H

#include <stdint.h>

/* Up to 8 bytes of memory as a number, in the machine's byte order for 1, 2, 4 and 8 bytes.
 * size: bytes; of more than 8 the first 8 count. */
uint64_t load_value(const void *address, uint64_t size);

#endif
