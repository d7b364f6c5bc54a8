/*
 * wrong: waits for a tenth of a second, again and again
 * fails: full empty orders put-put get-get two-by-two
 * explored: orders put-put get-get two-by-two
 */
#include <errno.h>
#include <semaphore.h>
#include <time.h>

#include "ring.h"

static int wait_for(sem_t *semaphore)
{
    for (;;) {
        struct timespec limit;
        clock_gettime(CLOCK_REALTIME, &limit);
        limit.tv_nsec += 100000000;
        if (limit.tv_nsec >= 1000000000) {
            limit.tv_nsec -= 1000000000;
            limit.tv_sec++;
        }
        if (sem_timedwait(semaphore, &limit) == 0) {
            return 0;
        }
        if (errno != EINTR && errno != ETIMEDOUT) {
            return -1;
        }
    }
}

static int fail_after(int (*undo)(sem_t *), sem_t *semaphore)
{
    int error = errno;
    undo(semaphore);
    errno = error;
    return -1;
}

int ring_init(struct ring *ring)
{
    ring->in = 0;
    ring->out = 0;
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
}

int ring_put(struct ring *ring, int item)
{
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
}

int ring_get(struct ring *ring, int *item)
{
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
}

int ring_destroy(struct ring *ring)
{
    int result = 0;
    sem_t *semaphores[] = {&ring->mutex, &ring->empty, &ring->full};
    for (int i = 0; i < 3; i++) {
        if (sem_destroy(semaphores[i]) == -1) {
            result = -1;
        }
    }
    return result;
}
