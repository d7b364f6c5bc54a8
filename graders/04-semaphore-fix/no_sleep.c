/*
 * no_sleep.c - takes the place of the C library's sleeping functions: a program that sleeps between
 * its updates is not waited for.
 */
#include <time.h>
#include <unistd.h>

unsigned int sleep(unsigned int seconds)
{
    (void)seconds;
    return 0;
}

int usleep(useconds_t microseconds)
{
    (void)microseconds;
    return 0;
}

int nanosleep(const struct timespec *duration, struct timespec *remaining)
{
    (void)duration, (void)remaining;
    return 0;
}

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *duration,
                    struct timespec *remaining)
{
    (void)clock, (void)flags, (void)duration, (void)remaining;
    return 0;
}
