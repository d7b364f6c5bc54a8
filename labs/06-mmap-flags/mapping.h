/*
 * mapping.h - the four ways to map memory, and what mmap_flags.c tries them with.
 *
 * The functions are yours to write, in mapping.c. All four give memory that can be read and
 * written, and nothing more; it begins with the first byte of the file, or with zeros where there
 * is no file. On failure they return MAP_FAILED, with mmap's reason in errno, and print nothing.
 */
#ifndef MAPPING_H
#define MAPPING_H

#include <stddef.h>

/* Pages that mmap_flags.c maps, and how many of them the child writes to. */
#ifndef MAPPED_PAGES
#define MAPPED_PAGES 8
#endif
#ifndef WRITTEN_PAGES
#define WRITTEN_PAGES 3
#endif

/*
 * Map `length` bytes of the open file `fd`. The descriptor stays the caller's: it is still open
 * afterwards, and as it was.
 */
void *map_shared_file(int fd, size_t length);
void *map_private_file(int fd, size_t length);

/* Map `length` bytes of memory that belong to no file. */
void *map_shared_anonymous(size_t length);
void *map_private_anonymous(size_t length);

#endif
