/* one_signal_two_waiters.c - a signal wakes one of two waiters, and the other one waits for ever.
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
    while (!shared->done) {
        pthread_cond_wait(&shared->ready, &shared->mutex);
    }
    pthread_mutex_unlock(&shared->mutex);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t first, second;

    init_mutex(&shared->mutex, PTHREAD_MUTEX_STALLED);
    init_cond(&shared->ready);
    first = start(work, shared);
    second = start(work, shared);
    pthread_mutex_lock(&shared->mutex);
    shared->done = 1;
    pthread_cond_signal(&shared->ready);
    pthread_mutex_unlock(&shared->mutex);
    finish(first);
    finish(second);
    return 0;
}
