/* atomics.c - C11 atomics: gcc leaves the operation itself to these functions. */
#include "atomics.h"

#include <stdbool.h>

#include "bytes.h"
#include "enter.h"
#include "log.h"
#include "mappings.h"
#include "operation.h"
#include "sync.h"
#include "turn.h"

/* Values of libtsan's memory order argument: those of <stdatomic.h>. */
static uint32_t order_flags(int load_order, int store_order)
{
    uint32_t flags = 0;

    if (load_order == __ATOMIC_ACQUIRE || load_order == __ATOMIC_CONSUME ||
        load_order == __ATOMIC_ACQ_REL || load_order == __ATOMIC_SEQ_CST) {
        flags |= OP_ACQUIRE;
    }
    if (store_order == __ATOMIC_RELEASE || store_order == __ATOMIC_ACQ_REL ||
        store_order == __ATOMIC_SEQ_CST) {
        flags |= OP_RELEASE;
    }
    if (load_order != __ATOMIC_SEQ_CST || store_order != __ATOMIC_SEQ_CST) {
        flags |= OP_WEAK;
    }
    return flags;
}

/* Parks before an atomic operation on shared memory; NULL if the memory is the process's own. */
static struct event *atomic_step(enum operation_kind kind, const volatile void *address,
                                 uint64_t size, int load_order, int store_order)
{
    const struct mapping *mapping = find_mapping((const void *)address);

    if (mapping == NULL) {
        return NULL;
    }
    uint32_t flags = OP_MEMORY | order_flags(load_order, store_order);
    if (kind != OP_ATOMIC_LOAD) {
        flags |= OP_WRITES;
    }
    struct operation op = operation(kind, flags, mapping->object, RT->call_pc);
    op.offset = offset_in(mapping, (const void *)address);
    op.size = size;
    if (kind != OP_ATOMIC_LOAD) {
        overwritten(op.object, op.offset, op.size, op.pc);
    }
    RT->inside = true;
    struct event *event = take_turn(&op);
    event->before = load_value((const void *)address, size);
    RT->inside = false;
    return event;
}

/* stored: the operation did store something, be it what was there already. */
static void finish_atomic(struct event *event, const volatile void *address, bool stored)
{
    if (event == NULL) {
        return;
    }
    event->result = stored;
    event->after = load_value((const void *)address, event->op.size);
    if (event->after == event->before) {
        event->flags |= EVENT_UNCHANGED;
    }
    if ((event->op.flags & OP_WRITES) != 0) {
        keep_data(event, (const void *)address, event->op.size);
    }
}

#define UPDATE(bits, type, call, operate)                                                          \
    type __tsan_atomic##bits##_##call(volatile type *address, type value, int order)               \
    {                                                                                              \
        ENTER();                                                                                   \
        struct event *event = atomic_step(OP_ATOMIC_UPDATE, address, sizeof(type), order, order);  \
        type old = operate(address, value, __ATOMIC_SEQ_CST);                                      \
        finish_atomic(event, address, true);                                                       \
        return old;                                                                                \
    }

#define COMPARE(bits, type, call)                                                                  \
    int __tsan_atomic##bits##_##call(volatile type *address, type *expected, type desired,         \
                                     int order, int failure)                                       \
    {                                                                                              \
        (void)failure;                                                                             \
        ENTER();                                                                                   \
        struct event *event = atomic_step(OP_ATOMIC_UPDATE, address, sizeof(type), order, order);  \
        int done = __atomic_compare_exchange_n(address, expected, desired, 0, __ATOMIC_SEQ_CST,    \
                                               __ATOMIC_SEQ_CST);                                  \
        finish_atomic(event, address, done != 0);                                                  \
        return done;                                                                               \
    }

#define ATOMICS(bits, type)                                                                        \
    type __tsan_atomic##bits##_load(const volatile type *address, int order)                       \
    {                                                                                              \
        ENTER();                                                                                   \
        struct event *event =                                                                      \
            atomic_step(OP_ATOMIC_LOAD, address, sizeof(type), order, __ATOMIC_SEQ_CST);           \
        type value = __atomic_load_n(address, __ATOMIC_SEQ_CST);                                   \
        finish_atomic(event, address, false);                                                      \
        return value;                                                                              \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order)                \
    {                                                                                              \
        ENTER();                                                                                   \
        struct event *event =                                                                      \
            atomic_step(OP_ATOMIC_STORE, address, sizeof(type), __ATOMIC_SEQ_CST, order);          \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                                        \
        finish_atomic(event, address, true);                                                       \
    }                                                                                              \
    UPDATE(bits, type, exchange, __atomic_exchange_n)                                              \
    UPDATE(bits, type, fetch_add, __atomic_fetch_add)                                              \
    UPDATE(bits, type, fetch_sub, __atomic_fetch_sub)                                              \
    UPDATE(bits, type, fetch_and, __atomic_fetch_and)                                              \
    UPDATE(bits, type, fetch_or, __atomic_fetch_or)                                                \
    UPDATE(bits, type, fetch_xor, __atomic_fetch_xor)                                              \
    UPDATE(bits, type, fetch_nand, __atomic_fetch_nand)                                            \
    COMPARE(bits, type, compare_exchange_strong)                                                   \
    COMPARE(bits, type, compare_exchange_weak)                                                     \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *address, type expected,         \
                                                    type desired, int order, int failure)          \
    {                                                                                              \
        (void)failure;                                                                             \
        ENTER();                                                                                   \
        struct event *event = atomic_step(OP_ATOMIC_UPDATE, address, sizeof(type), order, order);  \
        int done = __atomic_compare_exchange_n(address, &expected, desired, 0, __ATOMIC_SEQ_CST,   \
                                               __ATOMIC_SEQ_CST);                                  \
        finish_atomic(event, address, done != 0);                                                  \
        return expected;                                                                           \
    }

ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)

void __tsan_atomic_thread_fence(int order)
{
    ENTER();
    struct operation op =
        operation(OP_FENCE, OP_LOCAL | order_flags(order, order) | OP_WEAK, -1, RT->call_pc);
    note(&op);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
