/* sleep.h - sleeping and the clock, after sleep(3), nanosleep(2) and clock_gettime(2).
 *
 * No time passes: a sleep gives the turn away, and a process's own clock moves by what it slept, so
 * that a run is the same each time. No order follows from a sleep. A look at the clock moves it a
 * little, and is no step unless the result lies in shared memory.
 */
#ifndef SHMCHECK_SLEEP_H
#define SHMCHECK_SLEEP_H

#include <poll.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* A sleep fails only when --fail says so. */
int shmcheck_usleep(useconds_t microseconds);
unsigned int shmcheck_sleep(unsigned int seconds);
int shmcheck_nanosleep(const struct timespec *duration, struct timespec *rest);
int shmcheck_clock_nanosleep(clockid_t clock, int flags, const struct timespec *duration,
                             struct timespec *rest);
int shmcheck_sched_yield(void);

/* Without descriptors poll(2) is a way to sleep; with some it ends the run as INCOMPLETE. */
int shmcheck_poll(struct pollfd *descriptors, nfds_t count, int timeout);

/* Parks for good: handlers are not modelled. */
int shmcheck_pause(void);

/* The process's own clock, whichever clock is asked for. */
int shmcheck_clock_gettime(clockid_t clock, struct timespec *result);
int shmcheck_gettimeofday(struct timeval *result, void *zone);
time_t shmcheck_time(time_t *result);

#endif
