/* access.c - an access to memory, as the step that it is where the memory is shared. */
#include "access.h"

#include "bytes.h"
#include "mappings.h"
#include "operation.h"
#include "stop.h"
#include "sync.h"
#include "turn.h"

/* A write to the control page or to the runtime's own memory is a wild pointer of the program. */
static void refuse_scribble(const void *address, uint64_t size, uint64_t pc)
{
    uintptr_t place = (uintptr_t)address;
    uintptr_t control = (uintptr_t)RT->control;
    uintptr_t own = (uintptr_t)RT;

    if ((place < control + sizeof(struct control) && control < place + size) ||
        (place < own + sizeof(*RT) && own < place + size)) {
        stop_run(TROUBLE_SCRIBBLE, pc, "the program writes to memory that is not its own");
    }
}

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
    uint32_t flags = OP_MEMORY | OP_PLAIN | (writes ? OP_WRITES : 0U);
    struct operation op = operation(writes ? OP_WRITE : OP_READ, flags, mapping->object, pc);
    op.offset = offset_in(mapping, address);
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

void touch_copy(void *target, const struct mapping *to, const void *source,
                const struct mapping *from, uint64_t size)
{
    struct operation op =
        operation(OP_COPY, OP_MEMORY | OP_PLAIN | OP_WRITES, to->object, RT->call_pc);

    op.object2 = from->object;
    op.offset = offset_in(to, target);
    op.offset2 = offset_in(from, source);
    op.size = size;
    struct event *event = take_turn(&op);
    event->before = load_value(target, size);
    RT->unfinished = event;
    RT->unfinished_address = target;
}
