/* fork_and_wait.c - fork and wait order everything.
 *
 * verdict: clean
 * options: --expect 3
 */
#include "common.h"

static void work(void *argument)
{
    ++*(int *)argument;
}

int main(void)
{
    int *counter = share(sizeof(*counter));

    *counter = 1;
    finish(start(work, counter));
    printf("%d\n", ++*counter);
    return 0;
}
