/* rwlock_write_as_reader.c - a writer takes the read lock.
 *
 * verdict: race
 */
#include "common.h"

struct shared {
    pthread_rwlock_t lock;
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    pthread_rwlock_rdlock(&shared->lock);
    shared->counter++;
    pthread_rwlock_unlock(&shared->lock);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pthread_rwlockattr_t attributes;
    pid_t first, second;
    int seen;

    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_rwlock_init(&shared->lock, &attributes);
    first = start(work, shared);
    second = start(work, shared);
    pthread_rwlock_rdlock(&shared->lock);
    seen = shared->counter;
    pthread_rwlock_unlock(&shared->lock);
    finish(first);
    finish(second);
    printf("%d\n", shared->counter - 2 + (seen > 2));
    return 0;
}
