/* robust_not_recovered.c - the owner of a robust mutex dies, and the next one takes that for a
 * failure.
 *
 * verdict: status
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
    shared->counter++;
    _exit(0);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    init_mutex(&shared->mutex, PTHREAD_MUTEX_ROBUST);
    child = start(work, shared);
    finish(child);
    if (pthread_mutex_lock(&shared->mutex) != 0) {
        return 1;
    }
    shared->counter++;
    pthread_mutex_unlock(&shared->mutex);
    printf("%d\n", shared->counter);
    return 0;
}
