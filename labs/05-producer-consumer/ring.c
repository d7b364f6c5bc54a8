/*
 * ring.c - a ring of integers in shared memory, for any number of producers and consumers.
 *
 * Two semaphores count: `empty` the free slots, `full` the items. To wait for what is not there yet
 * is to wait for one of them. The third, `mutex`, lets one process at a time at the ring itself.
 *
 * Read before: ring.h, the contract. Who calls this: producer_consumer.c.
 */
#include <errno.h>
#include <semaphore.h>

#include "ring.h"

/*
 * TODO 1: a wait for a semaphore ends with EINTR when a signal handler ran meanwhile, and then
 * nothing was taken. Write a helper that waits until it really has the semaphore, or until another
 * error came. Use it for every wait below. See sem_wait(3).
 */

int ring_init(struct ring *ring)
{
    /*
     * TODO 2: set every member except the buffer: the memory may hold anything. Who will use the
     * semaphores, and with which value does each begin? See sem_init(3).
     *
     * TODO 3: if one of them fails, destroy those that you have. See sem_destroy(3).
     */
    (void)ring;
    errno = ENOSYS;
    return -1;
}

int ring_put(struct ring *ring, int item)
{
    /*
     * TODO 4: wait for a free slot, store the item, and say that there is one more. Which part must
     * no other process disturb? In which order do you take what you need? See sem_post(3).
     */
    (void)ring;
    (void)item;
    errno = ENOSYS;
    return -1;
}

int ring_get(struct ring *ring, int *item)
{
    /* TODO 5: the same from the other side: wait for an item, take it, give the slot back. */
    (void)ring;
    (void)item;
    errno = ENOSYS;
    return -1;
}

int ring_destroy(struct ring *ring)
{
    /* TODO 6: end all three semaphores. What if one of the calls fails? See sem_destroy(3). */
    (void)ring;
    errno = ENOSYS;
    return -1;
}
