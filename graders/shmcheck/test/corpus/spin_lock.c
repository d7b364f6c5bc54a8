/* spin_lock.c - a counter under a spin lock.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

struct shared {
    pthread_spinlock_t lock;
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    pthread_spin_lock(&shared->lock);
    shared->counter++;
    pthread_spin_unlock(&shared->lock);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    pthread_spin_init(&shared->lock, PTHREAD_PROCESS_SHARED);
    child = start(work, shared);
    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    return 0;
}
