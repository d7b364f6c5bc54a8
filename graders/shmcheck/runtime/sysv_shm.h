/* sysv_shm.h - System V shared memory, after shmget(2), shmop(2) and shmctl(2).
 *
 * Keys are the run's own: every segment is made with IPC_PRIVATE, and the key is looked up in the
 * model. Each call is a step. Attaching and detaching do not depend on each other, only on a call
 * that looks at the number of attachments or removes the segment. Results and errors are those of
 * the manual.
 */
#ifndef SHMCHECK_SYSV_SHM_H
#define SHMCHECK_SYSV_SHM_H

#include <sys/ipc.h>
#include <sys/shm.h>

/* Detaches every segment: at exit, before the turn is handed on, so that the number of attachments
 * does not depend on how long the kernel takes to end a process. */
void detach_all(void);

int shmcheck_shmget(key_t key, size_t size, int flags);
void *shmcheck_shmat(int id, const void *address, int flags);
int shmcheck_shmdt(const void *address);

/* IPC_RMID, IPC_STAT and IPC_SET; any other command ends the run as INCOMPLETE. */
int shmcheck_shmctl(int id, int command, struct shmid_ds *buffer);

#endif
