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

//: begin
/* sem_wait, but a signal that is handled meanwhile does not end the wait. */
static int wait_for(sem_t *semaphore)
{
    int result;
    do {
        result = sem_wait(semaphore);
    } while (result == -1 && errno == EINTR);
    return result;
}

/* Undoes with `undo` (sem_post, sem_destroy) and returns -1; errno stays that of the failure. */
static int fail_after(int (*undo)(sem_t *), sem_t *semaphore)
{
    int error = errno;
    undo(semaphore);
    errno = error;
    return -1;
}
//: instead
//: /*
//:  * TODO 1: a wait for a semaphore ends with EINTR when a signal handler ran meanwhile, and then
//:  * nothing was taken. Write a helper that waits until it really has the semaphore, or until another
//:  * error came. Use it for every wait below. See sem_wait(3).
//:  */
//: end

int ring_init(struct ring *ring)
{
    //: begin
    ring->in = 0;
    ring->out = 0;
    /* 1: shared between processes. With 0 only threads of one process could wake each other. */
    if (sem_init(&ring->mutex, 1, 1) == -1) {
        return -1;
    }
    if (sem_init(&ring->empty, 1, BUF_SIZE) == -1) {
        return fail_after(sem_destroy, &ring->mutex);
    }
    if (sem_init(&ring->full, 1, 0) == -1) {
        fail_after(sem_destroy, &ring->empty);
        return fail_after(sem_destroy, &ring->mutex);
    }
    return 0;
    //: instead
    //: /*
    //:  * TODO 2: set every member except the buffer: the memory may hold anything. Who will use the
    //:  * semaphores, and with which value does each begin? See sem_init(3).
    //:  *
    //:  * TODO 3: if one of them fails, destroy those that you have. See sem_destroy(3).
    //:  */
    //: (void)ring;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

int ring_put(struct ring *ring, int item)
{
    //: begin
    /*
     * First a free slot, then the lock. The other way round, a producer would sleep with the lock
     * in its hand, and no consumer could ever make the room that it waits for.
     */
    if (wait_for(&ring->empty) == -1) {
        return -1;
    }
    if (wait_for(&ring->mutex) == -1) {
        return fail_after(sem_post, &ring->empty);
    }
    ring->buffer[ring->in] = item;
    ring->in = (ring->in + 1) % BUF_SIZE;
    if (sem_post(&ring->mutex) == -1) {
        return -1;
    }
    return sem_post(&ring->full);
    //: instead
    //: /*
    //:  * TODO 4: wait for a free slot, store the item, and say that there is one more. Which part must
    //:  * no other process disturb? In which order do you take what you need? See sem_post(3).
    //:  */
    //: (void)ring;
    //: (void)item;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

int ring_get(struct ring *ring, int *item)
{
    //: begin
    if (wait_for(&ring->full) == -1) {
        return -1;
    }
    if (wait_for(&ring->mutex) == -1) {
        return fail_after(sem_post, &ring->full);
    }
    *item = ring->buffer[ring->out];
    ring->out = (ring->out + 1) % BUF_SIZE;
    if (sem_post(&ring->mutex) == -1) {
        return -1;
    }
    return sem_post(&ring->empty);
    //: instead
    //: /* TODO 5: the same from the other side: wait for an item, take it, give the slot back. */
    //: (void)ring;
    //: (void)item;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

int ring_destroy(struct ring *ring)
{
    //: begin
    int result = 0;
    sem_t *semaphores[] = {&ring->mutex, &ring->empty, &ring->full};
    for (int i = 0; i < 3; i++) {
        if (sem_destroy(semaphores[i]) == -1) {
            result = -1;
        }
    }
    return result;
    //: instead
    //: /* TODO 6: end all three semaphores. What if one of the calls fails? See sem_destroy(3). */
    //: (void)ring;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}
