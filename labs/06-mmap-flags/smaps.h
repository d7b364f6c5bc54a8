/* smaps.h - what the kernel says of a mapping's pages. Given. */
#ifndef SMAPS_H
#define SMAPS_H

#include <stddef.h>

/*
 * Returns how many pages of the mapping at `memory`, `length` bytes long, the kernel counts under
 * `field` of /proc/self/smaps ("Private_Dirty", "Anonymous", ...; see proc(5)), or -1 where it does
 * not say.
 */
long smaps_pages(const void *memory, size_t length, const char *field);

#endif
