/* barrier.h - process-shared barriers, after POSIX.1-2017 pthread_barrier_wait.
 *
 * A wait is two steps: arriving, and leaving once the last one has arrived. Errors are returned,
 * errno is left alone.
 */
#ifndef SHMCHECK_BARRIER_H
#define SHMCHECK_BARRIER_H

#include <pthread.h>

/* Pays attention to pshared of the attributes. EINVAL for a count of 0. */
int shmcheck_pthread_barrier_init(pthread_barrier_t *address,
                                  const pthread_barrierattr_t *attributes, unsigned int count);

/* EBUSY for one at which a process has arrived. */
int shmcheck_pthread_barrier_destroy(pthread_barrier_t *address);

/* Returns PTHREAD_BARRIER_SERIAL_THREAD to the last one that arrives, 0 to the others; EINVAL for
 * one that is not initialised. */
int shmcheck_pthread_barrier_wait(pthread_barrier_t *address);

#endif
