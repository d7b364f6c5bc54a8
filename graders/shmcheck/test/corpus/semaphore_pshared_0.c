/* semaphore_pshared_0.c - a semaphore in shared memory is made for the threads of one process.
 *
 * verdict: misuse
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

    sem_init(&shared->lock, 0, 1);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    sem_destroy(&shared->lock);
    return 0;
}
