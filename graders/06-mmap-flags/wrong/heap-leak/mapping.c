/*
 * wrong: notes each mapping in a list on the heap and never frees it
 * fails: memory
 */
#include "mapping.h"

#include <stdlib.h>
#include <sys/mman.h>

static void *noted(void *memory)
{
    void **note = malloc(sizeof(*note));
    if (note != NULL) {
        *note = memory;
    }
    return memory;
}

void *map_shared_file(int fd, size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

void *map_private_file(int fd, size_t length)
{
    return noted(mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0));
}

void *map_shared_anonymous(size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

void *map_private_anonymous(size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
