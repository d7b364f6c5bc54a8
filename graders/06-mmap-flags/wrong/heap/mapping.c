/*
 * wrong: memory from the heap
 * fails: private-anonymous maps
 */
#include "mapping.h"

#include <stdlib.h>
#include <sys/mman.h>

void *map_shared_file(int fd, size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

void *map_private_file(int fd, size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
}

void *map_shared_anonymous(size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

void *map_private_anonymous(size_t length)
{
    void *memory = calloc(1, length);
    return memory != NULL ? memory : MAP_FAILED;
}
