/* gives_up.c - a process looks six times, counts on its heap, and goes on without what it waits
 * for.
 *
 * verdict: wrong-output
 * options: --expect seen
 */
#include "common.h"

static void work(void *argument)
{
    atomic_store((atomic_int *)argument, 1);
}

int main(void)
{
    atomic_int *flag = share(sizeof(*flag));
    int *tries = calloc(1, sizeof(*tries));
    pid_t child;

    if (tries == NULL) {
        return 1;
    }
    child = start(work, flag);
    while (!atomic_load(flag) && ++*tries < 6) {
        continue;
    }
    puts(*tries < 6 ? "seen" : "gave up");
    free(tries);
    finish(child);
    return 0;
}
