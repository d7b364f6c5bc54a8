/* semaphore_at_2.c - a semaphore that is to be a lock begins at 2.
 *
 * verdict: race
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

    sem_init(&shared->lock, 1, 2);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    sem_destroy(&shared->lock);
    return 0;
}
