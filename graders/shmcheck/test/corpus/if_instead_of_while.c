/* if_instead_of_while.c - a waiter asks its condition once: a spurious wake-up lets it through.
 *
 * verdict: wrong-output
 * options: --spurious --expect 1
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
    if (!shared->done) {
        pthread_cond_wait(&shared->ready, &shared->mutex);
    }
    printf("%d\n", shared->done);
    pthread_mutex_unlock(&shared->mutex);
    finish(child);
    return 0;
}
