/* killed_with_lock.c - a child is killed, perhaps while it holds the semaphore.
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

    sem_init(&shared->lock, 1, 1);
    child = start(work, shared);
    kill(child, SIGKILL);
    finish(child);
    work(shared);
    return 0;
}
