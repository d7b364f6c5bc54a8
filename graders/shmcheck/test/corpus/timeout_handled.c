/* timeout_handled.c - data is read only when the wait has succeeded.
 *
 * verdict: clean
 */
#include "common.h"

struct shared {
    sem_t ready;
    int data;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->data = 1;
    sem_post(&shared->ready);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    struct timespec deadline = {.tv_sec = 2000000000};
    pid_t child;

    sem_init(&shared->ready, 1, 0);
    child = start(work, shared);
    if (sem_timedwait(&shared->ready, &deadline) == 0) {
        printf("%d\n", shared->data);
    }
    finish(child);
    return 0;
}
