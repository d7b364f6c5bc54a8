/* mutex_before_empty.c - a producer takes the mutex, and then waits for space.
 *
 * verdict: deadlock
 */
#include "common.h"

#define SLOTS 1
#define ITEMS 2

struct ring {
    sem_t mutex, empty, full;
    int buffer[SLOTS];
    int in, out;
};

static void work(void *argument)
{
    struct ring *ring = argument;

    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&ring->mutex);
        sem_wait(&ring->empty);
        ring->buffer[ring->in++ % SLOTS] = i;
        sem_post(&ring->mutex);
        sem_post(&ring->full);
    }
}

int main(void)
{
    struct ring *ring = share(sizeof(*ring));
    pid_t child;

    sem_init(&ring->mutex, 1, 1);
    sem_init(&ring->empty, 1, SLOTS);
    sem_init(&ring->full, 1, 0);
    child = start(work, ring);
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&ring->full);
        sem_wait(&ring->mutex);
        printf("%d\n", ring->buffer[ring->out++ % SLOTS]);
        sem_post(&ring->mutex);
        sem_post(&ring->empty);
    }
    finish(child);
    return 0;
}
