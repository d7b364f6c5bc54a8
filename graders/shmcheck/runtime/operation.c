/* operation.c - what a process is about to do, as the explorer reads it. */
#include "operation.h"

#include "state.h"

struct operation operation(enum operation_kind kind, uint32_t flags, int32_t object, uint64_t pc)
{
    struct operation op = {.kind = (uint16_t)kind,
                           .flags = (uint16_t)flags,
                           .object = object,
                           .object2 = -1,
                           .family = -1,
                           .target = -1,
                           .pc = pc};
    return op;
}

struct operation length_operation(enum operation_kind kind, bool writes, int32_t object)
{
    struct operation op =
        operation(kind, OP_MEMORY | (writes ? OP_WRITES : 0U), object, RT->call_pc);

    op.offset = OFFSET_LENGTH;
    op.size = 1;
    return op;
}
