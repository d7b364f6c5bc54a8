/* copy_under_lock.c - a struct is copied within shared memory under a lock.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

struct shared {
    pthread_mutex_t mutex;
    struct {
        long words[4];
    } records[2];
};

static void work(void *argument)
{
    struct shared *shared = argument;

    pthread_mutex_lock(&shared->mutex);
    shared->records[0].words[3]++;
    shared->records[1] = shared->records[0];
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
    printf("%ld\n", shared->records[1].words[3]);
    return 0;
}
