/* compare_exchange.c - a loop of compare-and-exchange.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

static void work(void *argument)
{
    atomic_int *counter = argument;

    int old = atomic_load(counter);

    while (!atomic_compare_exchange_weak(counter, &old, old + 1)) {
        continue;
    }
}

int main(void)
{
    atomic_int *counter = share(sizeof(*counter));
    pid_t child = start(work, counter);

    work(counter);
    finish(child);
    printf("%d\n", atomic_load(counter));
    return 0;
}
