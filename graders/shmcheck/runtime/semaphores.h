/* semaphores.h - POSIX semaphores, after POSIX.1-2017 sem_wait and sem_overview(7).
 *
 * The value lives in the model, never in the sem_t. sem_wait takes its turn only when the explorer
 * sees a value above 0; a timed wait that is given the turn at 0 times out (no time passes).
 * Errors are in errno: EINVAL for a semaphore that is not initialised. Semaphores with a name are
 * opened by named_semaphores.h.
 */
#ifndef SHMCHECK_SEMAPHORES_H
#define SHMCHECK_SEMAPHORES_H

#include <semaphore.h>
#include <time.h>

/* EINVAL for a value above SEM_VALUE_MAX. */
int shmcheck_sem_init(sem_t *semaphore, int pshared, unsigned int value);
int shmcheck_sem_destroy(sem_t *semaphore);

/* At 0, sem_wait waits; sem_trywait: EAGAIN; the timed ones: ETIMEDOUT. A deadline in shared memory
 * is read in a step of its own. */
int shmcheck_sem_wait(sem_t *semaphore);
int shmcheck_sem_trywait(sem_t *semaphore);
int shmcheck_sem_timedwait(sem_t *semaphore, const struct timespec *deadline);
int shmcheck_sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *deadline);

/* EOVERFLOW at SEM_VALUE_MAX. */
int shmcheck_sem_post(sem_t *semaphore);

/* value: receives the value; in shared memory, in another step. */
int shmcheck_sem_getvalue(sem_t *semaphore, int *value);

#endif
