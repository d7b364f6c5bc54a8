/* wrong_child.c - the parent reads a result after waiting for the other child.
 *
 * verdict: race
 */
#include "common.h"

static void work(void *argument)
{
    ++*(int *)argument;
}

int main(void)
{
    int *results = share(2 * sizeof(*results));
    pid_t first = start(work, &results[0]);
    pid_t second = start(work, &results[1]);

    finish(first);
    printf("%d\n", results[1]);
    finish(second);
    return 0;
}
