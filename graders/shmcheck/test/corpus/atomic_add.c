/* atomic_add.c - an atomic addition.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

static void work(void *argument)
{
    atomic_int *counter = argument;

    atomic_fetch_add(counter, 1);
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
