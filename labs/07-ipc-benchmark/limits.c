/*
 * limits.c - the same bytes, copied by one process on one processor: what a transport has to be
 * measured against.
 */
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "limits.h"
#include "messages.h"

/* Through a pointer that may change any time, so that no compiler leaves out a copy that nobody
 * reads. */
static void *(*volatile copy)(void *, const void *, size_t) = memcpy;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

double measure_copy(struct work work, void *buffer)
{
    copy(buffer, message_number(0), work.size);
    double begin = now();
    for (long i = 0; i < work.count; i++) {
        copy(buffer, message_number(i), work.size);
    }
    return now() - begin;
}

double measure_copy_and_read(struct work work, void *buffer)
{
    copy(buffer, message_number(0), work.size);
    bool right = true;
    double begin = now();
    for (long i = 0; i < work.count; i++) {
        copy(buffer, message_number(i), work.size);
        right &= checksum(buffer, work.size) == checksum_number(i);
    }
    return right ? now() - begin : -1;
}
