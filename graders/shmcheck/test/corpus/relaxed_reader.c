/* relaxed_reader.c - the writer releases, the reader does not acquire.
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
    atomic_store_explicit(&shared->ready, 1, memory_order_release);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    while (!atomic_load_explicit(&shared->ready, memory_order_relaxed)) {
        continue;
    }
    printf("%d\n", shared->data);
    finish(child);
    return 0;
}
