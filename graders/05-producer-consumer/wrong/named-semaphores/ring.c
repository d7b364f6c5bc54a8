/*
 * wrong: the article's three named semaphores, in pointers of each process
 * fails: shared
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stddef.h>

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

static sem_t *mutex, *empty, *full;

static sem_t *open_one(const char *name, unsigned value)
{
    sem_unlink(name);
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, value);
    sem_unlink(name);
    return semaphore == SEM_FAILED ? NULL : semaphore;
}

int ring_init(struct ring *ring)
{
    ring->in = 0;
    ring->out = 0;
    mutex = open_one(SHM_NAME "-mutex", 1);
    empty = open_one(SHM_NAME "-empty", BUF_SIZE);
    full = open_one(SHM_NAME "-full", 0);
    return mutex == NULL || empty == NULL || full == NULL ? -1 : 0;
}

int ring_put(struct ring *ring, int item)
{
    if (wait_for(empty) == -1) {
        return -1;
    }
    if (wait_for(mutex) == -1) {
        return fail_after(sem_post, empty);
    }
    ring->buffer[ring->in] = item;
    ring->in = (ring->in + 1) % BUF_SIZE;
    if (sem_post(mutex) == -1) {
        return -1;
    }
    return sem_post(full);
}

int ring_get(struct ring *ring, int *item)
{
    if (wait_for(full) == -1) {
        return -1;
    }
    if (wait_for(mutex) == -1) {
        return fail_after(sem_post, full);
    }
    *item = ring->buffer[ring->out];
    ring->out = (ring->out + 1) % BUF_SIZE;
    if (sem_post(mutex) == -1) {
        return -1;
    }
    return sem_post(empty);
}

int ring_destroy(struct ring *ring)
{
    (void)ring;
    return sem_close(mutex) | sem_close(empty) | sem_close(full);
}
