/* mappings.c - which addresses of this process are shared, and what they show. */
#include "mappings.h"

#include <unistd.h>

#include "stop.h"

const struct mapping *find_mapping(const void *address)
{
    uintptr_t place = (uintptr_t)address;

    for (uint32_t i = 0; i < RT->mapping_count; i++) {
        const struct mapping *mapping = &RT->mappings[i];
        if (place >= mapping->start && place < mapping->end) {
            return mapping;
        }
    }
    return NULL;
}

size_t whole_pages(size_t length)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (length + page - 1) / page * page;
}

void add_mapping(void *start, size_t length, int32_t object, uint64_t offset, uint64_t pc,
                 bool attached)
{
    if (RT->mapping_count >= MAX_MAPPINGS) {
        stop_run(TROUBLE_FULL, pc, "more than %d shared mappings in one process", MAX_MAPPINGS);
    }
    RT->mappings[RT->mapping_count++] = (struct mapping){.start = (uintptr_t)start,
                                                         .end = (uintptr_t)start + length,
                                                         .object = object,
                                                         .offset = offset,
                                                         .pc = pc,
                                                         .attached = attached};
}

void remove_mapping(void *start, size_t length)
{
    uintptr_t from = (uintptr_t)start;
    uintptr_t to = from + length;

    for (uint32_t i = 0; i < RT->mapping_count;) {
        struct mapping old = RT->mappings[i];

        if (old.end <= from || old.start >= to) {
            i++;
            continue;
        }
        RT->mappings[i] = RT->mappings[--RT->mapping_count];
        if (old.start < from) {
            add_mapping((void *)old.start, from - old.start, old.object, old.offset, old.pc,
                        old.attached);
        }
        if (old.end > to) {
            add_mapping((void *)to, old.end - to, old.object, old.offset + (to - old.start), old.pc,
                        old.attached);
        }
    }
}
