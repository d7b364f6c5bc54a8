/* cond.h - process-shared condition variables, after POSIX.1-2017 pthread_cond_wait.
 *
 * A wait is two steps: one releases the mutex and joins the waiters, the other, once signalled,
 * takes the mutex again. Which waiter a signal wakes is a choice of the explorer. Errors are
 * returned, errno is left alone: EINVAL for what is not initialised.
 */
#ifndef SHMCHECK_COND_H
#define SHMCHECK_COND_H

#include <pthread.h>

/* Pays attention to pshared of the attributes. */
int shmcheck_pthread_cond_init(pthread_cond_t *address, const pthread_condattr_t *attributes);

/* EBUSY for one on which a process waits. */
int shmcheck_pthread_cond_destroy(pthread_cond_t *address);

/* EPERM when this process does not hold the mutex; what take_mutex returns when it gets it back.
 * timedwait: ETIMEDOUT when it goes on without a signal, as no time passes. */
int shmcheck_pthread_cond_wait(pthread_cond_t *address, pthread_mutex_t *lock);
int shmcheck_pthread_cond_timedwait(pthread_cond_t *address, pthread_mutex_t *lock,
                                    const struct timespec *deadline);

int shmcheck_pthread_cond_signal(pthread_cond_t *address);
int shmcheck_pthread_cond_broadcast(pthread_cond_t *address);

#endif
