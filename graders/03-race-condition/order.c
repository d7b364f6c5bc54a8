/*
 * order.c - forces an order of the two processes' updates, in which updates are lost.
 *
 * The student's counter.c is compiled with `gcc -fsanitize=thread -c`, which plants a call before
 * each access to memory (__tsan_read4, __tsan_write4, ...), and is linked without that flag, so
 * that the functions here answer the calls. They come *before* the access: a process that is held
 * before it writes has read already.
 *
 * The order comes in the environment:
 *   FIRST=parent|child   who goes first; the other one is held at its first access to the counter
 *   FIRST_PARKS=N        the first is held before its N-th write, and lets the other one go
 *   SECOND_PARKS=N       that one is held before its N-th write (0: never), and the first goes on
 * to its end; only then the second does
 *
 * The final counter is then known. Both make T updates, K is FIRST_PARKS. When the first is held,
 * it has written K - 1, read that back for its next update, and not written again. The second reads
 * K - 1 too, and goes on from there. Whatever it writes until the first goes on is lost, for the
 * first writes K and then counts to T. SECOND_PARKS = 0: the second has come to its end by then.
 * The final counter is T. SECOND_PARKS = M: it was held with K - 1 + M - 1 in hand, and writes K -
 * 1 + M over the first's T; its other T - M updates make that K - 1 + T. All of the first's updates
 * after the (K - 1)-th are lost.
 */
#include "witness.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long park_at; /* before which write of its own this process is held; 0 = never */
static bool goes_first;
static long writes;

/* The first access of a process after the fork: what does the order say of it? */
static void take_part(void)
{
    const char *first = getenv("FIRST");
    goes_first = first != NULL && strcmp(first, witness_name()) == 0;
    const char *place = getenv(goes_first ? "FIRST_PARKS" : "SECOND_PARKS");
    park_at = place == NULL ? 0 : strtol(place, NULL, 10);
    if (!goes_first) {
        witness_await();
    }
}

/* Every access to memory comes by here before it is made. */
static void before_access(const volatile void *address, bool is_write)
{
    static bool takes_part;
    if (!witness_forked() || witness_role() == WITNESS_OTHER ||
        !witness_is_shared((const void *)address)) {
        return;
    }
    if (!takes_part) {
        takes_part = true;
        take_part();
    }
    if (is_write && ++writes == park_at) {
        witness_note("%s parked", witness_name());
        witness_tell();
        witness_await();
    }
}

/* What the compiler calls. The names are those of LLVM's compiler-rt, tsan_interface.h. */
#define PLAIN_ACCESS(size)                                                                         \
    void __tsan_read##size(void *address)                                                          \
    {                                                                                              \
        before_access(address, false);                                                             \
    }                                                                                              \
    void __tsan_write##size(void *address)                                                         \
    {                                                                                              \
        before_access(address, true);                                                              \
    }                                                                                              \
    void __tsan_unaligned_read##size(void *address)                                                \
    {                                                                                              \
        before_access(address, false);                                                             \
    }                                                                                              \
    void __tsan_unaligned_write##size(void *address)                                               \
    {                                                                                              \
        before_access(address, true);                                                              \
    }
PLAIN_ACCESS(1)
PLAIN_ACCESS(2)
PLAIN_ACCESS(4)
PLAIN_ACCESS(8)
PLAIN_ACCESS(16)

void __tsan_read_range(void *address, size_t size)
{
    (void)size;
    before_access(address, false);
}

void __tsan_write_range(void *address, size_t size)
{
    (void)size;
    before_access(address, true);
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

/*
 * Atomic accesses: the function has to make them itself. A load or a store alone is an access like
 * any other; the rest reads and writes in one step, so nothing is lost, wherever the process is
 * held. All are made in the strongest order, whatever was asked for.
 */
#define ATOMIC_FETCH(bits, type, name)                                                             \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address, type value, int order)         \
    {                                                                                              \
        (void)order;                                                                               \
        before_access(address, true);                                                              \
        return __atomic_fetch_##name(address, value, __ATOMIC_SEQ_CST);                            \
    }
#define ATOMIC_COMPARE(bits, type, strength, is_weak)                                              \
    int __tsan_atomic##bits##_compare_exchange_##strength(volatile type *address, type *expected,  \
                                                          type value, int order, int order_if_not) \
    {                                                                                              \
        (void)order, (void)order_if_not;                                                           \
        before_access(address, true);                                                              \
        return __atomic_compare_exchange_n(address, expected, value, is_weak, __ATOMIC_SEQ_CST,    \
                                           __ATOMIC_SEQ_CST);                                      \
    }
#define ATOMIC_ACCESS(bits, type)                                                                  \
    type __tsan_atomic##bits##_load(const volatile type *address, int order)                       \
    {                                                                                              \
        (void)order;                                                                               \
        before_access(address, false);                                                             \
        return __atomic_load_n(address, __ATOMIC_SEQ_CST);                                         \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile type *address, type value, int order)                \
    {                                                                                              \
        (void)order;                                                                               \
        before_access(address, true);                                                              \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                                        \
    }                                                                                              \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value, int order)             \
    {                                                                                              \
        (void)order;                                                                               \
        before_access(address, true);                                                              \
        return __atomic_exchange_n(address, value, __ATOMIC_SEQ_CST);                              \
    }                                                                                              \
    ATOMIC_FETCH(bits, type, add)                                                                  \
    ATOMIC_FETCH(bits, type, sub)                                                                  \
    ATOMIC_FETCH(bits, type, and)                                                                  \
    ATOMIC_FETCH(bits, type, or)                                                                   \
    ATOMIC_FETCH(bits, type, xor)                                                                  \
    ATOMIC_FETCH(bits, type, nand)                                                                 \
    ATOMIC_COMPARE(bits, type, strong, false)                                                      \
    ATOMIC_COMPARE(bits, type, weak, true)
ATOMIC_ACCESS(8, uint8_t)
ATOMIC_ACCESS(16, uint16_t)
ATOMIC_ACCESS(32, uint32_t)
ATOMIC_ACCESS(64, uint64_t)

void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}
