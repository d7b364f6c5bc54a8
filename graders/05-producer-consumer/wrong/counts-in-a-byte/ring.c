/*
 * wrong: in and out count to 255, which is no multiple of BUF_SIZE
 * fails: several
 * explored: several
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
    ring->buffer[ring->in % BUF_SIZE] = item;
    ring->in = (unsigned char)(ring->in + 1);
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
    *item = ring->buffer[ring->out % BUF_SIZE];
    ring->out = ring->out + 1;
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
