/* memory_map.c - mapping shared memory. */
#include "memory_map.h"

#include <errno.h>
#include <stdio.h>
#include <sys/mman.h>

#include "descriptors.h"
#include "enter.h"
#include "fail.h"
#include "log.h"
#include "mappings.h"
#include "objects.h"
#include "operation.h"
#include "turn.h"

static void describe_mmap(struct event *event, void *address, size_t length, int protection,
                          int flags, int fd, off_t offset)
{
    char place[32] = "NULL";

    if (address != NULL) {
        snprintf(place, sizeof(place), "%p", address);
    }
    describe(event, "%s, %zu, %s%s%s, %s%s, %d, %lld", place, length,
             (protection & PROT_READ) != 0 ? "PROT_READ" : "PROT_NONE",
             (protection & PROT_WRITE) != 0 ? " | PROT_WRITE" : "",
             (protection & PROT_EXEC) != 0 ? " | PROT_EXEC" : "",
             (flags & MAP_SHARED) != 0 ? "MAP_SHARED" : "MAP_PRIVATE",
             (flags & MAP_ANONYMOUS) != 0 ? " | MAP_ANONYMOUS" : "", fd, (long long)offset);
}

void *shmcheck_mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    ENTER();
    struct operation op = operation(OP_MMAP, OP_LOCAL, -1, RT->call_pc);
    struct event *event = note(&op);
    describe_mmap(event, address, length, protection, flags, fd, offset);
    int error;
    if (injected("mmap", event, &error)) {
        (void)conclude(event, -1, error);
        return MAP_FAILED;
    }
    void *place = mmap(address, length, protection, flags, fd, offset);
    if (place == MAP_FAILED) {
        (void)conclude(event, -1, errno);
        return MAP_FAILED;
    }
    event->result = (int64_t)(uintptr_t)place;
    remove_mapping(place, length);
    if ((flags & MAP_SHARED) == 0) {
        return place;
    }
    int32_t memory;
    if ((flags & MAP_ANONYMOUS) != 0) {
        memory = make_object(OBJECT_MEMORY, 0, RT->control->object_count, "shared memory");
        object_at(memory)->length = length;
    } else {
        memory = open_memory(fd, "mapped file", 0);
    }
    if (memory == -1) {
        return place;
    }
    event->op.object = memory;
    add_mapping(place, whole_pages(length), memory, (uint64_t)offset, RT->call_pc, false);
    return place;
}

int shmcheck_munmap(void *address, size_t length)
{
    ENTER();
    const struct mapping *mapping = find_mapping(address);
    struct operation op =
        operation(OP_MUNMAP, OP_LOCAL, mapping == NULL ? -1 : mapping->object, RT->call_pc);
    struct event *event = note(&op);
    describe(event, "%p, %zu", address, length);
    int error;
    if (injected("munmap", event, &error)) {
        return conclude(event, -1, error);
    }
    if (munmap(address, length) == -1) {
        return conclude(event, -1, errno);
    }
    remove_mapping(address, whole_pages(length));
    return conclude(event, 0, 0);
}
