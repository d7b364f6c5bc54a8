/* test_and_set.c - a lock made of an atomic exchange.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

static void work(void *argument)
{
    atomic_int *shared = argument;

    while (atomic_exchange(&shared[1], 1)) {
        continue;
    }
    atomic_store(&shared[0], atomic_load(&shared[0]) + 1);
    atomic_store(&shared[1], 0);
}

int main(void)
{
    atomic_int *counter = share(2 * sizeof(*counter));
    pid_t child = start(work, counter);

    work(counter);
    finish(child);
    printf("%d\n", atomic_load(counter));
    return 0;
}
