/* barrier_too_late.c - two halves are added before the barrier.
 *
 * verdict: race
 */
#include "common.h"

struct shared {
    pthread_barrier_t barrier;
    int halves[2];
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->halves[1] = 1;
    pthread_barrier_wait(&shared->barrier);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pthread_barrierattr_t attributes;
    pid_t child;

    pthread_barrierattr_init(&attributes);
    pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(&shared->barrier, &attributes, 2);
    child = start(work, shared);
    shared->halves[0] = 1;
    printf("%d\n", shared->halves[0] + shared->halves[1]);
    pthread_barrier_wait(&shared->barrier);
    finish(child);
    return 0;
}
