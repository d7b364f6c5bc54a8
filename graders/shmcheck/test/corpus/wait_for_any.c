/* wait_for_any.c - a parent waits for its children in whatever order they end.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

static void work(void *argument)
{
    ++*(int *)argument;
}

int main(void)
{
    int *data = share(2 * sizeof(*data));

    start(work, &data[0]);
    start(work, &data[1]);
    while (wait(NULL) > 0) {
        continue;
    }
    printf("%d\n", data[0] + data[1]);
    return 0;
}
