/* hooks.c - the calls that gcc -fsanitize=thread plants before every access to memory. */
#include "hooks.h"

#include "access.h"
#include "enter.h"
#include "mappings.h"

#define HOOK(name, size, writes)                                                                   \
    void name(void *address)                                                                       \
    {                                                                                              \
        ENTER();                                                                                   \
        touch(address, size, writes, RT->call_pc);                                                 \
    }

HOOK(__tsan_read1, 1, false)
HOOK(__tsan_read2, 2, false)
HOOK(__tsan_read4, 4, false)
HOOK(__tsan_read8, 8, false)
HOOK(__tsan_read16, 16, false)
HOOK(__tsan_write1, 1, true)
HOOK(__tsan_write2, 2, true)
HOOK(__tsan_write4, 4, true)
HOOK(__tsan_write8, 8, true)
HOOK(__tsan_write16, 16, true)
HOOK(__tsan_unaligned_read2, 2, false)
HOOK(__tsan_unaligned_read4, 4, false)
HOOK(__tsan_unaligned_read8, 8, false)
HOOK(__tsan_unaligned_read16, 16, false)
HOOK(__tsan_unaligned_write2, 2, true)
HOOK(__tsan_unaligned_write4, 4, true)
HOOK(__tsan_unaligned_write8, 8, true)
HOOK(__tsan_unaligned_write16, 16, true)

void __tsan_write_range(void *address, unsigned long size)
{
    ENTER();
    touch(address, size, true, RT->call_pc);
    RT->range_write = RT->unfinished;
}

void __tsan_read_range(void *address, unsigned long size)
{
    struct event *write = RT->unfinished;
    void *target = (void *)RT->unfinished_address;

    ENTER();
    const struct mapping *from = find_mapping(address);
    if (from != NULL && write != NULL && write == RT->range_write && write->op.size == size) {
        const struct mapping *to = find_mapping(target);
        write->flags |= EVENT_UNCHANGED;
        RT->unfinished = NULL;
        if (to != NULL) {
            touch_copy(target, to, address, from, size);
        }
        return;
    }
    touch(address, size, false, RT->call_pc);
}

void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void)
{
}
