/* atomics.h - C11 atomics: gcc leaves the operation itself to these functions.
 *
 * They are performed sequentially consistent, whatever order the program asked for: the search is
 * about sequential consistency. The order that was asked for goes into the log, because it decides
 * what happens before what (C17 5.1.2.4), and so what is a race. On shared memory each is a step.
 * The names are fixed by the interface of libtsan (tsan_interface_atomic.h in GCC's sources); an
 * order is a value of <stdatomic.h>'s memory_order.
 */
#ifndef SHMCHECK_ATOMICS_H
#define SHMCHECK_ATOMICS_H

#include <stdint.h>

/* Each update returns the old value. A compare_exchange returns whether it stored, and puts what it
 * saw into *expected; compare_exchange_val returns what it saw. */
#define ATOMIC_PROTOTYPES(bits, type)                                                              \
    type __tsan_atomic##bits##_load(const volatile type *address, int order);                      \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order);               \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order);            \
    type __tsan_atomic##bits##_fetch_add(volatile type *address, type value, int order);           \
    type __tsan_atomic##bits##_fetch_sub(volatile type *address, type value, int order);           \
    type __tsan_atomic##bits##_fetch_and(volatile type *address, type value, int order);           \
    type __tsan_atomic##bits##_fetch_or(volatile type *address, type value, int order);            \
    type __tsan_atomic##bits##_fetch_xor(volatile type *address, type value, int order);           \
    type __tsan_atomic##bits##_fetch_nand(volatile type *address, type value, int order);          \
    int __tsan_atomic##bits##_compare_exchange_strong(volatile type *address, type *expected,      \
                                                      type desired, int order, int failure);       \
    int __tsan_atomic##bits##_compare_exchange_weak(volatile type *address, type *expected,        \
                                                    type desired, int order, int failure);         \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *address, type expected,         \
                                                    type desired, int order, int failure);

ATOMIC_PROTOTYPES(8, uint8_t)
ATOMIC_PROTOTYPES(16, uint16_t)
ATOMIC_PROTOTYPES(32, uint32_t)
ATOMIC_PROTOTYPES(64, uint64_t)

/* A fence touches nothing that others see, and is no step; it changes what earlier and later
 * atomics order. One for signal handlers changes nothing. */
void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

#endif
