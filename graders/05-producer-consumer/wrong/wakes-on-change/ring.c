/*
 * wrong: wakes one only when the ring was empty (or full) before
 * fails: waiters get-get two-by-two
 * explored: get-get two-by-two
 */
#include <errno.h>
#include <semaphore.h>

#include "ring.h"

static int wait_for(sem_t *semaphore)
{
    int result;
    do {
        result = sem_wait(semaphore);
    } while (result == -1 && errno == EINTR);
    return result;
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
    if (sem_init(&ring->empty, 1, 0) == -1) {
        return fail_after(sem_destroy, &ring->mutex);
    }
    if (sem_init(&ring->full, 1, 0) == -1) {
        fail_after(sem_destroy, &ring->empty);
        return fail_after(sem_destroy, &ring->mutex);
    }
    return 0;
}

/* As with condition variables: somebody may sleep only if the ring was empty. */
int ring_put(struct ring *ring, int item)
{
    if (wait_for(&ring->mutex) == -1) {
        return -1;
    }
    while (ring->in - ring->out == BUF_SIZE) {
        sem_post(&ring->mutex);
        if (wait_for(&ring->empty) == -1 || wait_for(&ring->mutex) == -1) {
            return -1;
        }
    }
    ring->buffer[ring->in % BUF_SIZE] = item;
    ring->in++;
    if (ring->in - ring->out == 1 && sem_post(&ring->full) == -1) {
        return -1;
    }
    return sem_post(&ring->mutex);
}

int ring_get(struct ring *ring, int *item)
{
    if (wait_for(&ring->mutex) == -1) {
        return -1;
    }
    while (ring->in == ring->out) {
        sem_post(&ring->mutex);
        if (wait_for(&ring->full) == -1 || wait_for(&ring->mutex) == -1) {
            return -1;
        }
    }
    *item = ring->buffer[ring->out % BUF_SIZE];
    ring->out++;
    if (ring->in - ring->out == BUF_SIZE - 1 && sem_post(&ring->empty) == -1) {
        return -1;
    }
    return sem_post(&ring->mutex);
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
