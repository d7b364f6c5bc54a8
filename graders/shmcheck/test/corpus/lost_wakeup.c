/* lost_wakeup.c - a waiter does not look at the condition first: a signal that came before is lost.
 *
 * verdict: deadlock
 */
#include "common.h"

struct shared {
    pthread_mutex_t mutex;
    pthread_cond_t ready;
    int done;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    pthread_mutex_lock(&shared->mutex);
    shared->done = 1;
    pthread_cond_signal(&shared->ready);
    pthread_mutex_unlock(&shared->mutex);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    init_mutex(&shared->mutex, PTHREAD_MUTEX_STALLED);
    init_cond(&shared->ready);
    child = start(work, shared);
    pthread_mutex_lock(&shared->mutex);
    pthread_cond_wait(&shared->ready, &shared->mutex);
    pthread_mutex_unlock(&shared->mutex);
    finish(child);
    return 0;
}
