/* hooks.c - the calls that gcc -fsanitize=thread plants before every access to memory.
 *
 * A hook comes before its access: the access itself happens between the hook's return and the next
 * hook. Only accesses to shared mappings are visible to others; the rest return at once.
 */
#include "runtime.h"

#include <stdlib.h>
#include <string.h>

/* Up to 8 bytes of memory as a number, in the machine's byte order for 1, 2, 4 and 8 bytes. */
uint64_t load_value(const void *address, uint64_t size)
{
    uint64_t eight = 0;

    uint8_t one;
    uint16_t two;
    uint32_t four;
    switch (size) {
    case 1:
        memcpy(&one, address, sizeof(one));
        return one;
    case 2:
        memcpy(&two, address, sizeof(two));
        return two;
    case 4:
        memcpy(&four, address, sizeof(four));
        return four;
    default:
        memcpy(&eight, address, size < sizeof(eight) ? size : sizeof(eight));
        return eight;
    }
}

/* A write to the control page or to the runtime's own memory is a wild pointer of the program. */
void refuse_scribble(const void *address, uint64_t size, uint64_t pc)
{
    uintptr_t place = (uintptr_t)address;
    uintptr_t control = (uintptr_t)RT->control;
    uintptr_t own = (uintptr_t)RT;

    if ((place < control + sizeof(struct control) && control < place + size) ||
        (place < own + sizeof(*RT) && own < place + size)) {
        stop_run(TROUBLE_SCRIBBLE, pc, "the program writes to memory that is not its own");
    }
}

/* An access to memory: a step if the memory is shared, nothing otherwise.
 * address, size: the bytes; writes: a store; pc: where in the program. */
void touch(const void *address, uint64_t size, bool writes, uint64_t pc)
{
    if (size == 0) {
        return;
    }
    const struct mapping *mapping = find_mapping(address);
    if (mapping == NULL) {
        if (writes) {
            refuse_scribble(address, size, pc);
        }
        return;
    }
    if (size > mapping->end - (uintptr_t)address) {
        size = mapping->end - (uintptr_t)address;
    }
    struct operation op =
        operation(writes ? OP_WRITE : OP_READ, OP_MEMORY | OP_PLAIN | (writes ? OP_WRITES : 0U),
                  mapping->object, pc);
    op.offset = mapping->offset + ((uintptr_t)address - mapping->start);
    op.size = size;
    if (writes) {
        overwritten(op.object, op.offset, op.size, pc);
    }
    RT->inside = true;
    struct event *event = take_turn(&op);
    event->before = load_value(address, size);
    if (writes) {
        RT->unfinished = event;
        RT->unfinished_address = address;
    } else {
        event->after = event->before;
    }
    RT->inside = false;
}

/* GCC's names, fixed by libtsan's interface. */
#define HOOK(name, size, writes)                                                                   \
    void name(void *address);                                                                      \
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

void __tsan_read_range(void *address, unsigned long size);
void __tsan_write_range(void *address, unsigned long size);
void __tsan_init(void);
void __tsan_func_entry(void *caller);
void __tsan_func_exit(void);

/* Takes the step at which a struct copy from shared to shared memory moves its bytes. */
static void copy_struct(void *target, const struct mapping *to, const void *source,
                        const struct mapping *from, uint64_t size)
{
    struct operation op =
        operation(OP_COPY, OP_MEMORY | OP_PLAIN | OP_WRITES, to->object, RT->call_pc);

    op.object2 = from->object;
    op.offset = to->offset + ((uintptr_t)target - to->start);
    op.offset2 = from->offset + ((uintptr_t)source - from->start);
    op.size = size;
    struct event *event = take_turn(&op);
    event->before = load_value(target, size);
    RT->unfinished = event;
    RT->unfinished_address = target;
}

void __tsan_write_range(void *address, unsigned long size)
{
    ENTER();
    touch(address, size, true, RT->call_pc);
    RT->range_write = RT->unfinished;
}

/* A struct copy calls write_range, read_range, and only then copies: at the first of the two
 * nothing has been written yet, and the second one is a read and a write. */
void __tsan_read_range(void *address, unsigned long size)
{
    struct event *write = RT->unfinished;
    void *target = (void *)RT->unfinished_address;

    ENTER();
    const struct mapping *from = find_mapping(address);
    const struct mapping *to;
    if (from != NULL && write != NULL && write == RT->range_write && write->op.size == size) {
        to = find_mapping(target);
        write->flags |= EVENT_UNCHANGED;
        RT->unfinished = NULL;
        if (to != NULL) {
            copy_struct(target, to, address, from, size);
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
