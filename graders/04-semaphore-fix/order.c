/*
 * order.c - forces an order of the two processes, so that no check has to hope for one.
 *
 * The student's counter.c is compiled with -fsanitize=thread, which plants a call before each
 * access to memory, and linked without it: this file answers those calls, and stands between the
 * program and some functions of the C library (-Wl,--wrap=...). At a chosen point a process stops
 * itself with SIGSTOP. When nothing moves any more, supervise --on-blocked lets it go on. From the
 * environment:
 *
 *   ORDER_PARENT, ORDER_CHILD   where that process stops, once, counted from the fork on:
 *       fork:1    right after the fork
 *       write:N   before its N-th write to the counter, after the read that belongs to it
 *       post:N    after its N-th sem_post
 *   ORDER_FAIL                  mmap or fork: a call that fails
 *   ORDER_LOG                   a file; one line for each thing that happens, in that order:
 *       WHO starts | stops | goes on | updates | sleeps | sleeps inside
 *
 * WHO is parent or child. Sleeping takes no time here. SIGUSR1 has a handler without SA_RESTART, so
 * that it interrupts a sem_wait.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "counter.h"

enum { MAX_MAPPINGS = 16 };

static const char *who = "parent";
static const char *stop_at = "", *stop_child_at = "", *failing = "", *log_file;
static const char *counters[MAX_MAPPINGS]; /* where the counter is, in each mapping of the object */
static int mappings;
static bool forked, stopped; /* whether the fork is behind us; whether we have stopped before */
static int forks, writes, posts, held;

/* errno is the student's: none of our calls may change it. */
static void say(const char *what)
{
    int saved = errno;
    if (log_file != NULL) {
        int fd = open(log_file, O_WRONLY | O_APPEND | O_CLOEXEC);
        dprintf(fd, "%s %s\n", who, what);
        close(fd);
    }
    errno = saved;
}

/* Stops here if this is the point where this process is to stop. */
static void reach(const char *point, int number)
{
    char here[32];
    snprintf(here, sizeof(here), "%s:%d", point, number);
    if (forked && !stopped && strcmp(here, stop_at) == 0) {
        int saved = errno;
        stopped = true;
        say("stops");
        raise(SIGSTOP);
        say("goes on");
        errno = saved;
    }
}

static bool is_counter(const char *address, size_t size)
{
    for (int i = 0; i < mappings; i++) {
        if (address < counters[i] + sizeof(int) && counters[i] < address + size) {
            return true;
        }
    }
    return false;
}

/* Comes before each write of the student's code. */
static void before_write(const void *address, size_t size)
{
    if (forked && is_counter(address, size)) {
        writes++;
        reach("write", writes);
        say("updates");
    }
}

static void interrupted(int number)
{
    (void)number;
}

static const char *variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

__attribute__((constructor)) static void start(void)
{
    stop_at = variable("ORDER_PARENT");
    stop_child_at = variable("ORDER_CHILD");
    failing = variable("ORDER_FAIL");
    log_file = getenv("ORDER_LOG");
    struct sigaction action = {.sa_handler = interrupted};
    sigaction(SIGUSR1, &action, NULL);
}

/* --- the C library's functions, as the student's code calls them -------------------------------
 */

void *__real_mmap(void *, size_t, int, int, int, off_t);
void *__wrap_mmap(void *wanted, size_t size, int protection, int flags, int fd, off_t offset)
{
    bool of_object = fd >= 0 && (flags & MAP_SHARED) != 0;
    struct rlimit before, now;
    bool fails = of_object && strcmp(failing, "mmap") == 0 && getrlimit(RLIMIT_AS, &before) == 0;
    if (fails) {
        /* A real failure: 1 byte of address space is less than what we have already. */
        now = (struct rlimit){.rlim_cur = 1, .rlim_max = before.rlim_max};
        setrlimit(RLIMIT_AS, &now);
    }
    char *memory = __real_mmap(wanted, size, protection, flags, fd, offset);
    if (fails) {
        int saved = errno;
        setrlimit(RLIMIT_AS, &before);
        errno = saved;
    } else if (of_object && memory != MAP_FAILED && mappings < MAX_MAPPINGS) {
        counters[mappings++] = memory + offsetof(struct shared_data, counter);
    }
    return memory;
}

pid_t __real_fork(void);
pid_t __wrap_fork(void)
{
    if (strcmp(failing, "fork") == 0) {
        errno = EAGAIN; /* what a limit on processes gives; root has no such limit */
        return -1;
    }
    pid_t pid = __real_fork();
    if (pid == -1) {
        return pid;
    }
    forks++;
    if (pid == 0) {
        who = "child";
        /* A second child, where there should be none, is not the one that we let go on. */
        stop_at = forks == 1 ? stop_child_at : "";
    }
    forked = true;
    writes = posts = held = 0;
    say("starts");
    reach("fork", 1);
    return pid;
}

static int took(int result)
{
    held += result == 0;
    return result;
}

int __real_sem_wait(sem_t *);
int __wrap_sem_wait(sem_t *sem)
{
    return took(__real_sem_wait(sem));
}

int __real_sem_trywait(sem_t *);
int __wrap_sem_trywait(sem_t *sem)
{
    return took(__real_sem_trywait(sem));
}

int __real_sem_timedwait(sem_t *, const struct timespec *);
int __wrap_sem_timedwait(sem_t *sem, const struct timespec *until)
{
    return took(__real_sem_timedwait(sem, until));
}

int __real_sem_post(sem_t *);
int __wrap_sem_post(sem_t *sem)
{
    int result = __real_sem_post(sem);
    held -= result == 0;
    posts++;
    reach("post", posts);
    return result;
}

static void no_sleep(void)
{
    if (forked) {
        say(held > 0 ? "sleeps inside" : "sleeps");
    }
}

unsigned int __wrap_sleep(unsigned int seconds)
{
    (void)seconds;
    no_sleep();
    return 0;
}

int __wrap_usleep(useconds_t microseconds)
{
    (void)microseconds;
    no_sleep();
    return 0;
}

int __wrap_nanosleep(const struct timespec *time, struct timespec *left)
{
    (void)time, (void)left;
    no_sleep();
    return 0;
}

int __wrap_clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
                           struct timespec *left)
{
    (void)clock, (void)flags, (void)time, (void)left;
    no_sleep();
    return 0;
}

/* --- the calls that -fsanitize=thread plants ----------------------------------------------------
 */

void __tsan_init(void);
void __tsan_init(void)
{
}

void __tsan_func_entry(void *);
void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void);
void __tsan_func_exit(void)
{
}

#define READ_AND_WRITE(name, size)                                                                 \
    void __tsan_read##name(void *);                                                                \
    void __tsan_read##name(void *address)                                                          \
    {                                                                                              \
        (void)address;                                                                             \
    }                                                                                              \
    void __tsan_write##name(void *);                                                               \
    void __tsan_write##name(void *address)                                                         \
    {                                                                                              \
        before_write(address, size);                                                               \
    }
#define ACCESSES(size)                                                                             \
    READ_AND_WRITE(size, size)                                                                     \
    void __tsan_unaligned_read##size(void *);                                                      \
    void __tsan_unaligned_read##size(void *address)                                                \
    {                                                                                              \
        (void)address;                                                                             \
    }                                                                                              \
    void __tsan_unaligned_write##size(void *);                                                     \
    void __tsan_unaligned_write##size(void *address)                                               \
    {                                                                                              \
        before_write(address, size);                                                               \
    }
READ_AND_WRITE(1, 1)
ACCESSES(2)
ACCESSES(4)
ACCESSES(8)
ACCESSES(16)

void __tsan_read_range(void *, size_t);
void __tsan_read_range(void *address, size_t size)
{
    (void)address, (void)size;
}

void __tsan_write_range(void *, size_t);
void __tsan_write_range(void *address, size_t size)
{
    before_write(address, size);
}

/* Clang's names for memcpy and its kin. */
void *__tsan_memcpy(void *, const void *, size_t);
void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    before_write(to, size);
    return memcpy(to, from, size);
}

void *__tsan_memset(void *, int, size_t);
void *__tsan_memset(void *to, int byte, size_t size)
{
    before_write(to, size);
    return memset(to, byte, size);
}

/* Atomic operations are calls altogether: we have to do them, too. */
#define FETCH(bits, operation)                                                                     \
    uint##bits##_t __tsan_atomic##bits##_fetch_##operation(volatile uint##bits##_t *,              \
                                                           uint##bits##_t, int);                   \
    uint##bits##_t __tsan_atomic##bits##_fetch_##operation(volatile uint##bits##_t *address,       \
                                                           uint##bits##_t value, int order)        \
    {                                                                                              \
        (void)order;                                                                               \
        before_write((const void *)address, sizeof(*address));                                     \
        return __atomic_fetch_##operation(address, value, __ATOMIC_SEQ_CST);                       \
    }
#define COMPARE(bits, kind)                                                                        \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile uint##bits##_t *, uint##bits##_t *, \
                                                      uint##bits##_t, int, int);                   \
    int __tsan_atomic##bits##_compare_exchange_##kind(volatile uint##bits##_t *address,            \
                                                      uint##bits##_t *expected,                    \
                                                      uint##bits##_t value, int order, int other)  \
    {                                                                                              \
        (void)order, (void)other;                                                                  \
        before_write((const void *)address, sizeof(*address));                                     \
        return __atomic_compare_exchange_n(address, expected, value, false, __ATOMIC_SEQ_CST,      \
                                           __ATOMIC_SEQ_CST);                                      \
    }
#define ATOMICS(bits)                                                                              \
    uint##bits##_t __tsan_atomic##bits##_load(const volatile uint##bits##_t *, int);               \
    uint##bits##_t __tsan_atomic##bits##_load(const volatile uint##bits##_t *address, int order)   \
    {                                                                                              \
        (void)order;                                                                               \
        return __atomic_load_n(address, __ATOMIC_SEQ_CST);                                         \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *, uint##bits##_t, int);              \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *address, uint##bits##_t value,       \
                                     int order)                                                    \
    {                                                                                              \
        (void)order;                                                                               \
        before_write((const void *)address, sizeof(*address));                                     \
        __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                                        \
    }                                                                                              \
    uint##bits##_t __tsan_atomic##bits##_exchange(volatile uint##bits##_t *, uint##bits##_t, int); \
    uint##bits##_t __tsan_atomic##bits##_exchange(volatile uint##bits##_t *address,                \
                                                  uint##bits##_t value, int order)                 \
    {                                                                                              \
        (void)order;                                                                               \
        before_write((const void *)address, sizeof(*address));                                     \
        return __atomic_exchange_n(address, value, __ATOMIC_SEQ_CST);                              \
    }                                                                                              \
    FETCH(bits, add)                                                                               \
    FETCH(bits, sub)                                                                               \
    FETCH(bits, and)                                                                               \
    FETCH(bits, or)                                                                                \
    FETCH(bits, xor)                                                                               \
    COMPARE(bits, strong)                                                                          \
    COMPARE(bits, weak)
ATOMICS(8)
ATOMICS(16)
ATOMICS(32)
ATOMICS(64)

void __tsan_atomic_thread_fence(int);
void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}
