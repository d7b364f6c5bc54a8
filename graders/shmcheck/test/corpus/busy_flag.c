/* busy_flag.c - a process waits by looking again and again.
 *
 * verdict: busy-wait
 * options: --forbid busy-wait
 */
#include "common.h"

struct shared {
    int data;
    atomic_int ready;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->data = 42;
    atomic_store(&shared->ready, 1);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    while (!atomic_load(&shared->ready)) {
        continue;
    }
    printf("%d\n", shared->data);
    finish(child);
    return 0;
}
