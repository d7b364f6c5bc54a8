/* semaphore_at_0.c - a semaphore that is to be a lock begins at 0.
 *
 * verdict: deadlock
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

    sem_init(&shared->lock, 1, 0);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    sem_destroy(&shared->lock);
    return 0;
}
