/* sleeps_in_lock.c - a process sleeps while it holds the lock.
 *
 * verdict: sleep-under-lock
 * options: --forbid sleep-under-lock
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
    usleep(10);
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
    sem_destroy(&shared->lock);
    return 0;
}
