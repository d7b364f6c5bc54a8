/* trylock_ignored.c - a process goes on although trylock has failed.
 *
 * verdict: race
 * options: --allow misuse
 */
#include "common.h"

struct shared {
    pthread_mutex_t mutex;
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    (void)pthread_mutex_trylock(&shared->mutex);
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
