/* sleep.c - sleeping and the clock. */
#include "sleep.h"

#include <errno.h>
#include <sched.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "operation.h"
#include "snapshot.h"
#include "stop.h"
#include "sync.h"
#include "turn.h"

#define SECOND UINT64_C(1000000000)
/* Where every process's clock begins, and how far a look at it moves it: a loop that waits for a
 * deadline comes to its end. */
#define CLOCK_BEGINS (UINT64_C(1700000000) * SECOND)
#define CLOCK_MOVES UINT64_C(1000000)

/* Gives the turn away and moves the clock of this process.
 * call: its name for --fail and the report; nanoseconds: how long it would have slept.
 * Returns 0, or -1 and errno when --fail says so. */
static int give_way(const char *call, uint64_t nanoseconds)
{
    struct operation op = operation(OP_SLEEP, OP_LOCAL, -1, RT->call_pc);
    struct event *event = take_turn(&op);

    describe(event, "%s", call);
    event->before = nanoseconds;
    int error;
    if (injected(call, event, &error)) {
        return conclude(event, -1, error);
    }
    RT->clock_ns += nanoseconds;
    return 0;
}

int shmcheck_usleep(useconds_t microseconds)
{
    ENTER();
    return give_way("usleep", microseconds * UINT64_C(1000));
}

unsigned int shmcheck_sleep(unsigned int seconds)
{
    ENTER();
    return give_way("sleep", seconds * SECOND) == 0 ? 0 : seconds;
}

int shmcheck_nanosleep(const struct timespec *duration, struct timespec *rest)
{
    (void)rest;
    ENTER();
    return give_way("nanosleep", (uint64_t)duration->tv_sec * SECOND + (uint64_t)duration->tv_nsec);
}

int shmcheck_clock_nanosleep(clockid_t clock, int flags, const struct timespec *duration,
                             struct timespec *rest)
{
    uint64_t time = (uint64_t)duration->tv_sec * SECOND + (uint64_t)duration->tv_nsec;
    uint64_t now = CLOCK_BEGINS + RT->clock_ns;

    (void)clock, (void)rest;
    ENTER();
    if ((flags & TIMER_ABSTIME) != 0) {
        time = time > now ? time - now : 0;
    }
    return give_way("clock_nanosleep", time) == 0 ? 0 : errno;
}

int shmcheck_sched_yield(void)
{
    ENTER();
    return give_way("sched_yield", 0);
}

int shmcheck_poll(struct pollfd *descriptors, nfds_t count, int timeout)
{
    (void)descriptors;
    ENTER();
    if (count != 0) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, "poll on descriptors is not modelled");
    }
    if (timeout < 0) {
        wait_for_ever(-1, OP_SLEEP, RT->call_pc);
    }
    return give_way("poll", (uint64_t)timeout * (SECOND / 1000));
}

int shmcheck_pause(void)
{
    ENTER();
    wait_for_ever(-1, OP_SLEEP, RT->call_pc);
}

/* A look at the clock, in nanoseconds. */
static uint64_t now(void)
{
    RT->clock_ns += CLOCK_MOVES;
    return CLOCK_BEGINS + RT->clock_ns;
}

int shmcheck_clock_gettime(clockid_t clock, struct timespec *result)
{
    uint64_t time = now();

    (void)clock;
    ENTER();
    struct timespec value = {.tv_sec = (time_t)(time / SECOND), .tv_nsec = (long)(time % SECOND)};
    write_bytes(result, &value, sizeof(value));
    return 0;
}

int shmcheck_gettimeofday(struct timeval *result, void *zone)
{
    uint64_t time = now();

    (void)zone;
    ENTER();
    struct timeval value = {.tv_sec = (time_t)(time / SECOND),
                            .tv_usec = (suseconds_t)(time % SECOND / 1000)};
    write_bytes(result, &value, sizeof(value));
    return 0;
}

time_t shmcheck_time(time_t *result)
{
    time_t value = (time_t)(now() / SECOND);

    ENTER();
    if (result != NULL) {
        write_bytes(result, &value, sizeof(value));
    }
    return value;
}
