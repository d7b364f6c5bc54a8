/* mutex.h - process-shared mutexes, after POSIX.1-2017 pthread_mutex_lock and
 * pthread_mutexattr_setrobust.
 *
 * A call is one step; one that has to wait takes it when the mutex is free. The owner and the count
 * of a recursive mutex are kept in the model, never in the pthread_mutex_t. Errors are returned,
 * errno is left alone.
 */
#ifndef SHMCHECK_MUTEX_H
#define SHMCHECK_MUTEX_H

#include <pthread.h>

#include "../include/control.h"

/* Takes a mutex of the model for this process; condition variables do so too.
 * busy: the error when it is held. Returns 0, EOWNERDEAD (taken, and its last owner died holding
 * it), ENOTRECOVERABLE, EDEADLK, or busy. */
int take_mutex(struct object *mutex, int busy);

/* Releases a mutex of the model. Returns 0, or EPERM when this process does not hold it, which is a
 * misuse where the standard leaves it undefined. */
int release_mutex(struct object *mutex);

/* Pays attention to pshared, robustness and type of the attributes. */
int shmcheck_pthread_mutex_init(pthread_mutex_t *address, const pthread_mutexattr_t *attributes);

/* EBUSY for one that is held. */
int shmcheck_pthread_mutex_destroy(pthread_mutex_t *address);

/* What take_mutex returns; EINVAL for one that is not initialised. trylock: EBUSY when it is held;
 * timedlock: ETIMEDOUT when it is given the turn while it is held, as no time passes. */
int shmcheck_pthread_mutex_lock(pthread_mutex_t *address);
int shmcheck_pthread_mutex_trylock(pthread_mutex_t *address);
int shmcheck_pthread_mutex_timedlock(pthread_mutex_t *address, const struct timespec *deadline);

/* EPERM for one that this process does not hold. */
int shmcheck_pthread_mutex_unlock(pthread_mutex_t *address);

/* EINVAL unless this process holds it and its last owner died holding it. */
int shmcheck_pthread_mutex_consistent(pthread_mutex_t *address);

#endif
