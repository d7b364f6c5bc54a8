/* abba.c - two mutexes are taken in opposite orders.
 *
 * verdict: deadlock
 */
#include "common.h"

struct shared {
    pthread_mutex_t a, b;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    pthread_mutex_lock(&shared->b);
    pthread_mutex_lock(&shared->a);
    pthread_mutex_unlock(&shared->a);
    pthread_mutex_unlock(&shared->b);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    init_mutex(&shared->a, PTHREAD_MUTEX_STALLED);
    init_mutex(&shared->b, PTHREAD_MUTEX_STALLED);
    child = start(work, shared);
    pthread_mutex_lock(&shared->a);
    pthread_mutex_lock(&shared->b);
    pthread_mutex_unlock(&shared->b);
    pthread_mutex_unlock(&shared->a);
    finish(child);
    return 0;
}
