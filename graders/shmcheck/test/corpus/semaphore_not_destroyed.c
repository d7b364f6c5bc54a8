/* semaphore_not_destroyed.c - nobody destroys the unnamed semaphore before its memory goes.
 *
 * verdict: semaphore
 * options: --forbid semaphore
 */
#include "common.h"

struct shared {
    sem_t lock;
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    sem_wait(&shared->lock);
    shared->counter++;
    sem_post(&shared->lock);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    sem_init(&shared->lock, 1, 1);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    munmap(shared, sizeof(*shared));
    return 0;
}
