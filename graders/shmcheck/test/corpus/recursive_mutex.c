/* recursive_mutex.c - a recursive mutex is taken twice.
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
    pthread_mutex_lock(&shared->mutex);
    shared->counter++;
    pthread_mutex_unlock(&shared->mutex);
    pthread_mutex_unlock(&shared->mutex);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pthread_mutexattr_t attributes;
    pid_t child;

    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&shared->mutex, &attributes);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    return 0;
}
