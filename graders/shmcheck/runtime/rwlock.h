/* rwlock.h - process-shared read-write locks, after POSIX.1-2017 pthread_rwlock_rdlock.
 *
 * A call is one step; one that has to wait takes it when the lock is free for it. In the model
 * `owner` is the writer, and `waiters` holds one bit for each reader that is inside. Errors are
 * returned, errno is left alone: EINVAL for a lock that is not initialised.
 */
#ifndef SHMCHECK_RWLOCK_H
#define SHMCHECK_RWLOCK_H

#include <pthread.h>

/* Pays attention to pshared of the attributes. */
int shmcheck_pthread_rwlock_init(pthread_rwlock_t *address, const pthread_rwlockattr_t *attributes);

/* EBUSY for one that is held. */
int shmcheck_pthread_rwlock_destroy(pthread_rwlock_t *address);

/* EDEADLK for a process that waits for itself as the writer. */
int shmcheck_pthread_rwlock_rdlock(pthread_rwlock_t *address);
int shmcheck_pthread_rwlock_wrlock(pthread_rwlock_t *address);

/* EBUSY when it is held in a way that keeps this process out. */
int shmcheck_pthread_rwlock_tryrdlock(pthread_rwlock_t *address);
int shmcheck_pthread_rwlock_trywrlock(pthread_rwlock_t *address);

/* EPERM, and a misuse, when this process does not hold it. */
int shmcheck_pthread_rwlock_unlock(pthread_rwlock_t *address);

#endif
