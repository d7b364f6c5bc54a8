/*
 * mapping.c - the four kinds of memory that mmap(2) gives, by two choices: whether writes are
 * shared or private, and whether there is a file behind the memory.
 *
 * Read before: mapping.h. mmap_flags.c calls these functions and shows what each kind does.
 */
#include "mapping.h"

#include <errno.h>
#include <sys/mman.h>

/* What each function returns until you have written it; remove this when all four are done. */
static void *not_written_yet(void)
{
    errno = ENOSYS;
    return MAP_FAILED;
}

/* What is written goes into the file, for everyone who maps or reads it. */
void *map_shared_file(int fd, size_t length)
{
    /*
     * TODO 1: replace these three lines. Which flag lets others see what is written, and which
     * rights does "readable and writable" ask for? See mmap(2).
     */
    (void)fd;
    (void)length;
    return not_written_yet();
}

/* The file is only read: what is written stays with the process that wrote it. */
void *map_private_file(int fd, size_t length)
{
    /* TODO 2: the same file, but what is written stays with the writer. See mmap(2). */
    (void)fd;
    (void)length;
    return not_written_yet();
}

/* No file, and so no name: only by fork can another process come to share it. */
void *map_shared_anonymous(size_t length)
{
    /* TODO 3: no file at all, yet a child sees what its parent writes. See mmap(2). */
    (void)length;
    return not_written_yet();
}

/* What malloc(3) itself asks the kernel for when it needs much memory. */
void *map_private_anonymous(size_t length)
{
    /* TODO 4: no file, and nobody else ever sees it. See mmap(2). */
    (void)length;
    return not_written_yet();
}
