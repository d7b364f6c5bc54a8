/*
 * no_time.h - for the exploration: a wait with a time limit is one without.
 *
 * In shmcheck no time passes. A transport waits with a limit only to look after the other side, and
 * here nobody dies; so whoever is not woken by the other side is found waiting for ever. Headers
 * come first, so that they still declare what they declare.
 */
#ifndef NO_TIME_H
#define NO_TIME_H

#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#define sem_timedwait(semaphore, moment) ((void)(moment), sem_wait(semaphore))
#define sem_clockwait(semaphore, clock, moment) ((void)(moment), sem_wait(semaphore))
#define pthread_cond_timedwait(condition, mutex, moment)                                           \
    ((void)(moment), pthread_cond_wait(condition, mutex))
#define pthread_cond_clockwait(condition, mutex, clock, moment)                                    \
    ((void)(moment), pthread_cond_wait(condition, mutex))
#define pthread_mutex_timedlock(mutex, moment) ((void)(moment), pthread_mutex_lock(mutex))

#endif
