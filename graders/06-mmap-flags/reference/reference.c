/*
 * reference.c - the meaning of the four mappings, for the grader's own measurements: what
 * mmap_flags.c shows on this machine, and whether this machine can be asked at all (see
 * grade.bats). It takes the place of a student's mapping.c, so that predictions are judged whatever
 * that one does. It lies in a folder of its own, which no compiler of a student's file is shown;
 * what students get has it packed (graders/instructors/dist).
 */
#include "mapping.h"

#include <sys/mman.h>

static void *map(size_t length, int flags, int fd)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, flags, fd, 0);
}

void *map_shared_file(int fd, size_t length)
{
    return map(length, MAP_SHARED, fd);
}

void *map_private_file(int fd, size_t length)
{
    return map(length, MAP_PRIVATE, fd);
}

void *map_shared_anonymous(size_t length)
{
    return map(length, MAP_SHARED | MAP_ANONYMOUS, -1);
}

void *map_private_anonymous(size_t length)
{
    return map(length, MAP_PRIVATE | MAP_ANONYMOUS, -1);
}
