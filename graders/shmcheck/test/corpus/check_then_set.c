/* check_then_set.c - a lock of flags that are asked first and set afterwards.
 *
 * verdict: race
 */
#include "common.h"

struct shared {
    atomic_int flags[2];
    atomic_int turn;
    int counter;
};

static void enter(struct shared *shared, int self)
{
    int other = 1 - self;

    while (atomic_load(&shared->flags[other])) {
        continue;
    }
    atomic_store(&shared->flags[self], 1);
    shared->counter++;
    atomic_store(&shared->flags[self], 0);
}

static void work(void *argument)
{
    enter(argument, 1);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    enter(shared, 0);
    finish(child);
    printf("%d\n", shared->counter);
    return 0;
}
