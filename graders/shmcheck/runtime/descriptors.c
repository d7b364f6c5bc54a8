/* descriptors.c - which shared memory a descriptor stands for, and which ones are still open. */
#include "descriptors.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "objects.h"
#include "state.h"

int32_t memory_of(int fd)
{
    struct stat status;

    if (fd < 0 || fstat(fd, &status) == -1 || !S_ISREG(status.st_mode)) {
        return -1;
    }
    return find_object(OBJECT_MEMORY, (uint64_t)status.st_dev + 1, (uint64_t)status.st_ino);
}

int32_t open_memory(int fd, const char *label, uint32_t flags)
{
    int32_t index = memory_of(fd);
    struct stat status;

    if (index != -1 || fstat(fd, &status) == -1) {
        return index;
    }
    index = make_object(OBJECT_MEMORY, (uint64_t)status.st_dev + 1, (uint64_t)status.st_ino, label);
    object_at(index)->flags |= flags;
    object_at(index)->length = (uint64_t)status.st_size;
    return index;
}

void remember_descriptor(int fd, uint64_t pc)
{
    if (RT->descriptor_count < MAX_DESCRIPTORS) {
        RT->descriptors[RT->descriptor_count++] = (struct descriptor){.fd = fd, .pc = pc};
    }
}

void forget_descriptor(int fd)
{
    for (uint32_t i = 0; i < RT->descriptor_count; i++) {
        if (RT->descriptors[i].fd == fd) {
            RT->descriptors[i] = RT->descriptors[--RT->descriptor_count];
            return;
        }
    }
}

void forget_closed_descriptors(void)
{
    uint32_t open = 0;

    for (uint32_t i = 0; i < RT->descriptor_count; i++) {
        if (fcntl(RT->descriptors[i].fd, F_GETFD) != -1) {
            RT->descriptors[open++] = RT->descriptors[i];
        }
    }
    RT->descriptor_count = open;
}
