/* load_then_store.c - an atomic load and an atomic store are no atomic addition.
 *
 * verdict: wrong-output
 * options: --expect 2
 */
#include "common.h"

static void work(void *argument)
{
    atomic_int *counter = argument;

    int old = atomic_load(counter);

    atomic_store(counter, old + 1);
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
