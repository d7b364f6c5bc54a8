/*
 * hooks.c - stops a process between two of its steps in the ring: accesses to buffer, in and out,
 * and calls for a semaphore.
 *
 * `gcc -fsanitize=thread -c` puts a call before every access to memory: __tsan_read4(address),
 * __tsan_write4(address), and so on. Linked without that flag, these calls come here; the calls for
 * semaphores come from faults.c. The process that parks tells the other one through a pipe, and
 * sleeps until it is released through another: so the order of two processes is forced, and not
 * hoped for.
 *
 * Atomic operations have no hook of their own in gcc; these functions have to do them, and here
 * they do nothing else.
 */
#include "driver.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct message {
    bool parked;
    enum grader_step step;
    size_t offset; /* in the ring */
};

static const char *watched;
static int steps, last_access, park_at;
static int tell[2], go_on[2];

void grader_watch(const struct ring *ring)
{
    watched = (const char *)ring;
    steps = 0;
    last_access = 0;
}

int grader_last_access(void)
{
    return last_access;
}

void grader_park_at(int step)
{
    park_at = step;
}

void grader_prepare_park(void)
{
    if (pipe(tell) == -1 || pipe(go_on) == -1) {
        grader_fault("pipe");
    }
}

static void tell_of(struct message message)
{
    if (write(tell[1], &message, sizeof(message)) != sizeof(message)) {
        grader_fault("write");
    }
}

void grader_not_parked(void)
{
    tell_of((struct message){.parked = false});
}

bool grader_await_parked(char *what, size_t size)
{
    struct message message;
    if (read(tell[0], &message, sizeof(message)) != sizeof(message)) {
        grader_fault("read");
    }
    static const char *const verbs[] = {"reads", "writes", "waits for", "posts"};
    static const struct {
        size_t offset;
        const char *name;
    } members[] = {
        {offsetof(struct ring, full), "full"},   {offsetof(struct ring, empty), "empty"},
        {offsetof(struct ring, mutex), "mutex"}, {offsetof(struct ring, out), "out"},
        {offsetof(struct ring, in), "in"},       {0, "buffer"},
    };
    size_t i = 0;
    while (message.offset < members[i].offset) {
        i++;
    }
    snprintf(what, size, "%s ring->%s", verbs[message.step], members[i].name);
    return message.parked;
}

void grader_release(void)
{
    if (write(go_on[1], "", 1) != 1) {
        grader_fault("write");
    }
}

static void before(enum grader_step step, size_t offset)
{
    steps++;
    if (step == STEP_READ || step == STEP_WRITE) {
        last_access = steps;
    }
    if (steps == park_at) {
        int error = errno;
        tell_of((struct message){.parked = true, .step = step, .offset = offset});
        char byte;
        while (read(go_on[0], &byte, 1) == -1 && errno == EINTR) {
        }
        errno = error;
    }
}

void grader_before_semaphore(enum grader_step step, const sem_t *semaphore)
{
    const char *place = (const char *)semaphore;
    if (watched != NULL && place >= watched && place < watched + sizeof(struct ring)) {
        before(step, (size_t)(place - watched));
    }
}

static void before_access(const volatile void *address, size_t size, bool write)
{
    const char *first = (const char *)address;
    const size_t data = offsetof(struct ring, mutex);
    if (watched == NULL || first + size <= watched || first >= watched + data) {
        return;
    }
    before(write ? STEP_WRITE : STEP_READ, first < watched ? 0 : (size_t)(first - watched));
}

#define HOOKS(size)                                                                                \
    void __tsan_read##size(void *address);                                                         \
    void __tsan_read##size(void *address)                                                          \
    {                                                                                              \
        before_access(address, size, false);                                                       \
    }                                                                                              \
    void __tsan_write##size(void *address);                                                        \
    void __tsan_write##size(void *address)                                                         \
    {                                                                                              \
        before_access(address, size, true);                                                        \
    }                                                                                              \
    void __tsan_unaligned_read##size(void *address);                                               \
    void __tsan_unaligned_read##size(void *address)                                                \
    {                                                                                              \
        before_access(address, size, false);                                                       \
    }                                                                                              \
    void __tsan_unaligned_write##size(void *address);                                              \
    void __tsan_unaligned_write##size(void *address)                                               \
    {                                                                                              \
        before_access(address, size, true);                                                        \
    }                                                                                              \
    void __tsan_volatile_read##size(void *address);                                                \
    void __tsan_volatile_read##size(void *address)                                                 \
    {                                                                                              \
        before_access(address, size, false);                                                       \
    }                                                                                              \
    void __tsan_volatile_write##size(void *address);                                               \
    void __tsan_volatile_write##size(void *address)                                                \
    {                                                                                              \
        before_access(address, size, true);                                                        \
    }

HOOKS(1)
HOOKS(2)
HOOKS(4)
HOOKS(8)
HOOKS(16)

void __tsan_read_range(void *address, size_t size);
void __tsan_read_range(void *address, size_t size)
{
    before_access(address, size, false);
}
void __tsan_write_range(void *address, size_t size);
void __tsan_write_range(void *address, size_t size)
{
    before_access(address, size, true);
}

/* Newer Clangs call these in place of the functions of the library. */
void *__tsan_memcpy(void *to, const void *from, size_t size);
void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    before_access(from, size, false);
    before_access(to, size, true);
    return memcpy(to, from, size);
}
void *__tsan_memmove(void *to, const void *from, size_t size);
void *__tsan_memmove(void *to, const void *from, size_t size)
{
    before_access(from, size, false);
    before_access(to, size, true);
    return memmove(to, from, size);
}
void *__tsan_memset(void *to, int byte, size_t size);
void *__tsan_memset(void *to, int byte, size_t size)
{
    before_access(to, size, true);
    return memset(to, byte, size);
}

void __tsan_init(void);
void __tsan_init(void)
{
}
void __tsan_func_entry(void *caller);
void __tsan_func_entry(void *caller)
{
    (void)caller;
}
void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
}

/* Whatever order the program asks for, the strictest does. */
#define ATOMIC_OPERATION(bits, name, builtin)                                                      \
    uint##bits##_t __tsan_atomic##bits##_##name(volatile uint##bits##_t *address,                  \
                                                uint##bits##_t operand, int order);                \
    uint##bits##_t __tsan_atomic##bits##_##name(volatile uint##bits##_t *address,                  \
                                                uint##bits##_t operand, int order)                 \
    {                                                                                              \
        (void)order;                                                                               \
        return builtin(address, operand, __ATOMIC_SEQ_CST);                                        \
    }

#define ATOMIC_COMPARE(bits, strength)                                                             \
    int __tsan_atomic##bits##_compare_exchange_##strength(volatile uint##bits##_t *address,        \
                                                          uint##bits##_t *expected,                \
                                                          uint##bits##_t desired, int, int);       \
    int __tsan_atomic##bits##_compare_exchange_##strength(                                         \
        volatile uint##bits##_t *address, uint##bits##_t *expected, uint##bits##_t desired,        \
        int order, int otherwise)                                                                  \
    {                                                                                              \
        (void)order;                                                                               \
        (void)otherwise;                                                                           \
        return __atomic_compare_exchange_n(address, expected, desired, 0, __ATOMIC_SEQ_CST,        \
                                           __ATOMIC_SEQ_CST);                                      \
    }

#define ATOMICS(bits)                                                                              \
    uint##bits##_t __tsan_atomic##bits##_load(const volatile uint##bits##_t *address, int order);  \
    uint##bits##_t __tsan_atomic##bits##_load(const volatile uint##bits##_t *address, int order)   \
    {                                                                                              \
        (void)order;                                                                               \
        return __atomic_load_n(address, __ATOMIC_SEQ_CST);                                         \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *address, uint##bits##_t value,       \
                                     int order);                                                   \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *address, uint##bits##_t value,       \
                                     int order)                                                    \
    {                                                                                              \
        (void)order;                                                                               \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                                        \
    }                                                                                              \
    ATOMIC_OPERATION(bits, exchange, __atomic_exchange_n)                                          \
    ATOMIC_OPERATION(bits, fetch_add, __atomic_fetch_add)                                          \
    ATOMIC_OPERATION(bits, fetch_sub, __atomic_fetch_sub)                                          \
    ATOMIC_OPERATION(bits, fetch_and, __atomic_fetch_and)                                          \
    ATOMIC_OPERATION(bits, fetch_or, __atomic_fetch_or)                                            \
    ATOMIC_OPERATION(bits, fetch_xor, __atomic_fetch_xor)                                          \
    ATOMIC_COMPARE(bits, strong)                                                                   \
    ATOMIC_COMPARE(bits, weak)

ATOMICS(8)
ATOMICS(16)
ATOMICS(32)
ATOMICS(64)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}
