/* read_only.c - two processes read what was written before the fork.
 *
 * verdict: clean
 */
#include "common.h"

static void work(void *argument)
{
    int *table = argument;
    int sum = 0;

    for (int i = 0; i < 4; i++) {
        sum += table[0];
    }
    if (sum != 20) {
        abort();
    }
}

int main(void)
{
    int *table = share(sizeof(*table));
    pid_t child;

    table[0] = 5;
    child = start(work, table);
    work(table);
    finish(child);
    return 0;
}
