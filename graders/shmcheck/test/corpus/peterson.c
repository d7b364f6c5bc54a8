/* peterson.c - Peterson's lock with sequentially consistent atomics.
 *
 * verdict: clean
 * options: --expect 2
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

    atomic_store(&shared->flags[self], 1);
    atomic_store(&shared->turn, other);
    while (atomic_load(&shared->flags[other]) && atomic_load(&shared->turn) == other) {
        continue;
    }
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
