/* owner_dies.c - the owner of a mutex that is not robust dies.
 *
 * verdict: deadlock
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
    _exit(0);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    init_mutex(&shared->mutex, PTHREAD_MUTEX_STALLED);
    child = start(work, shared);
    finish(child);
    pthread_mutex_lock(&shared->mutex);
    shared->counter++;
    pthread_mutex_unlock(&shared->mutex);
    printf("%d\n", shared->counter);
    return 0;
}
