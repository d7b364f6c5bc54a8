/* trylock_retried.c - a process tries again until trylock succeeds.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

struct shared {
    pthread_mutex_t mutex;
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    while (pthread_mutex_trylock(&shared->mutex) != 0) {
        sched_yield();
    }
    shared->counter++;
    pthread_mutex_unlock(&shared->mutex);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    init_mutex(&shared->mutex, PTHREAD_MUTEX_STALLED);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    return 0;
}
