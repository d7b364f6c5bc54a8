/* mutex_locked.c - a counter under a mutex.
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

    pthread_mutex_lock(&shared->mutex);
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
