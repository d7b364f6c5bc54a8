/* release_acquire.c - a release store publishes data to an acquire load.
 *
 * verdict: clean
 * options: --expect 42
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
    atomic_store_explicit(&shared->ready, 1, memory_order_release);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    while (!atomic_load_explicit(&shared->ready, memory_order_acquire)) {
        continue;
    }
    printf("%d\n", shared->data);
    finish(child);
    return 0;
}
