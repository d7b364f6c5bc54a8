/*
 * counter.h - what the two processes share: an object, a semaphore, and what the object holds.
 *
 * Both names can be set from outside (cc -DSHM_NAME='"/mine"'), so that two people on one host do
 * not meet under the same name. The grader does exactly that.
 */
#ifndef COUNTER_H
#define COUNTER_H

#include <semaphore.h>

/* Name of the shared memory object; on Linux it appears as /dev/shm/sync_shm. */
#ifndef SHM_NAME
#define SHM_NAME "/sync_shm"
#endif

/* Name of the semaphore; on Linux it appears as /dev/shm/sem.sync_sem. */
#ifndef SEM_NAME
#define SEM_NAME "/sync_sem"
#endif

/* What stands at the beginning of the object. The message is for your own experiments. */
struct shared_data {
    int counter;
    char message[256];
};

/*
 * Adds 1 to the shared counter `times` times, each time under the semaphore `sem`. Both processes
 * call it, and the grader does too, from several threads.
 */
void increment(struct shared_data *data, sem_t *sem, int times);

#endif
