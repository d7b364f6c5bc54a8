/* sleep_as_order.c - a reader sleeps and hopes that the writer is done.
 *
 * verdict: race
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
    shared->ready = 1;
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    sleep(1);
    printf("%d\n", shared->data);
    finish(child);
    return 0;
}
