/*
 * counter.h - what the two processes of counter.c share: a name, and the memory behind it.
 *
 * The name can be set from outside (cc -DSHM_NAME='"/mine"'), so that two people on one host do not
 * meet under the same name. The grader does exactly that.
 */
#ifndef COUNTER_H
#define COUNTER_H

/* Name of the shared memory object; on Linux it appears as /dev/shm/race_shm. */
#ifndef SHM_NAME
#define SHM_NAME "/race_shm"
#endif

/* What the object holds. */
struct shared_data {
    int counter;
};

/*
 * Adds 1 to data->counter, `times` times: each is an update of its own, a read and a write of the
 * shared memory. Takes no lock, so updates can be lost when another process does the same.
 */
void increment(struct shared_data *data, int times);

#endif
