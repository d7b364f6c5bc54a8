/* spinlock.h - process-shared spin locks, after POSIX.1-2017 pthread_spin_lock.
 *
 * A process that would spin is parked until the lock is free: one round stands for all of them.
 * Errors are returned, errno is left alone: EINVAL for a lock that is not initialised.
 */
#ifndef SHMCHECK_SPINLOCK_H
#define SHMCHECK_SPINLOCK_H

#include <pthread.h>

/* shared: PTHREAD_PROCESS_SHARED or PTHREAD_PROCESS_PRIVATE. */
int shmcheck_pthread_spin_init(pthread_spinlock_t *address, int shared);
int shmcheck_pthread_spin_destroy(pthread_spinlock_t *address);

int shmcheck_pthread_spin_lock(pthread_spinlock_t *address);

/* EBUSY when it is held. */
int shmcheck_pthread_spin_trylock(pthread_spinlock_t *address);

/* EPERM, and a misuse, when this process does not hold it. */
int shmcheck_pthread_spin_unlock(pthread_spinlock_t *address);

#endif
