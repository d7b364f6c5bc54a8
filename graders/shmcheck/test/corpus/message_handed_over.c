/* message_handed_over.c - a sender waits until its first message is read.
 *
 * verdict: clean
 * options: --expect 1.2
 */
#include "common.h"

struct shared {
    sem_t full, empty;
    int message;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    for (int i = 1; i <= 2; i++) {
        sem_wait(&shared->empty);
        shared->message = i;
        sem_post(&shared->full);
    }
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child;

    sem_init(&shared->full, 1, 0);
    sem_init(&shared->empty, 1, 1);
    child = start(work, shared);
    for (int i = 0; i < 2; i++) {
        sem_wait(&shared->full);
        printf("%d\n", shared->message);
        sem_post(&shared->empty);
    }
    finish(child);
    return 0;
}
