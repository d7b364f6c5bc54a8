/* lost_update.c - two processes add to one counter without a lock.
 *
 * verdict: race
 * options: --expect 2
 */
#include "common.h"

struct shared {
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->counter++;
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    work(shared);
    finish(child);
    printf("%d\n", shared->counter);
    return 0;
}
