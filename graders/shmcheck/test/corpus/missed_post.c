/* missed_post.c - a process that finds nothing to do returns without giving the semaphore back.
 *
 * verdict: deadlock
 */
#include "common.h"

struct shared {
    sem_t lock;
    int full;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    sem_wait(&shared->lock);
    if (shared->full) {
        return;
    }
    shared->full = 1;
    sem_post(&shared->lock);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t first, second;

    sem_init(&shared->lock, 1, 1);
    first = start(work, shared);
    second = start(work, shared);
    finish(first);
    finish(second);
    sem_wait(&shared->lock);
    sem_destroy(&shared->lock);
    return 0;
}
