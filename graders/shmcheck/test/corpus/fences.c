/* fences.c - fences around relaxed atomics publish data.
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
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&shared->ready, 1, memory_order_relaxed);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    while (!atomic_load_explicit(&shared->ready, memory_order_relaxed)) {
        continue;
    }
    atomic_thread_fence(memory_order_acquire);
    printf("%d\n", shared->data);
    finish(child);
    return 0;
}
