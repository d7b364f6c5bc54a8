/* snapshot.c - how a call of the C library reads and writes shared memory. */
#include "snapshot.h"

#include <stdint.h>
#include <string.h>

#include "access.h"
#include "mappings.h"
#include "state.h"
#include "stop.h"

static char *scratch(size_t size)
{
    char *place = RT->scratch + RT->scratch_used;

    if (size > SCRATCH_SIZE - RT->scratch_used) {
        stop_run(TROUBLE_FULL, RT->call_pc, "a call that reads more than %u bytes of shared memory",
                 SCRATCH_SIZE);
    }
    RT->scratch_used += size;
    return place;
}

const void *read_bytes(const void *address, size_t size)
{
    if (size == 0 || find_mapping(address) == NULL) {
        return address;
    }
    touch(address, size, false, RT->call_pc);
    char *copy = scratch(size);
    RT->inside = true;
    memcpy(copy, address, size);
    RT->inside = false;
    return copy;
}

const char *read_string(const char *address, size_t limit, size_t *length)
{
    const struct mapping *mapping = find_mapping(address);
    char *copy = RT->scratch + RT->scratch_used;
    size_t done = 0;

    if (mapping == NULL) {
        *length = strnlen(address, limit);
        return address;
    }
    if (limit > mapping->end - (uintptr_t)address) {
        limit = mapping->end - (uintptr_t)address;
    }
    while (done < limit) {
        RT->inside = true;
        size_t part = strnlen(address + done, limit - done);
        if (part < limit - done) {
            part++;
        }
        touch(address + done, part, false, RT->call_pc);
        char *place = scratch(part);
        RT->inside = true;
        memcpy(place, address + done, part);
        RT->inside = false;
        done += part;
        if (memchr(place, '\0', part) != NULL) {
            break;
        }
    }
    *scratch(1) = '\0';
    *length = strnlen(copy, done);
    return copy;
}

void write_bytes(void *address, const void *bytes, size_t size)
{
    touch(address, size, true, RT->call_pc);
    memmove(address, bytes, size);
}
