/*
 * messages.h - one block of random bytes. A message is a part of it that begins somewhere else each
 * time.
 */
#ifndef MESSAGES_H
#define MESSAGES_H

#include <stddef.h>
#include <stdint.h>

/* Makes the block for messages of `size` bytes. Returns 0, or -1 with errno. */
int make_messages(size_t size);

/* The first byte of message `number`, which begins with 0. */
const void *message_number(long number);

/* The checksum of any `size` bytes, and of message `number`, which is computed beforehand. */
uint64_t checksum(const void *message, size_t size);
uint64_t checksum_number(long number);

#endif
