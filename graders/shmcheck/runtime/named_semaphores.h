/* named_semaphores.h - semaphores with a name, after POSIX.1-2017 sem_open and sem_overview(7).
 *
 * Nothing is made on the host: a name stands for an object of the model. Opening and unlinking are
 * steps, closing is not.
 */
#ifndef SHMCHECK_NAMED_SEMAPHORES_H
#define SHMCHECK_NAMED_SEMAPHORES_H

#include <semaphore.h>

/* With O_CREAT, a mode and a value follow. Returns the address of the semaphore, or SEM_FAILED and
 * errno: EINVAL or ENAMETOOLONG for the name, EINVAL for the value, EEXIST, ENOENT. */
sem_t *shmcheck_sem_open(const char *name, int flags, ...);

/* EINVAL for an address that sem_open has not returned, or that is closed. */
int shmcheck_sem_close(sem_t *semaphore);

/* ENOENT for a name that does not exist, ENAMETOOLONG. */
int shmcheck_sem_unlink(const char *name);

#endif
