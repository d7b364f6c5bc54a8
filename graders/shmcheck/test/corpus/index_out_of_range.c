/* index_out_of_range.c - an index is read before it is set, and used.
 *
 * verdict: crash
 * options: --allow race
 */
#include "common.h"

struct shared {
    atomic_int set;
    int *volatile place;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->place = (int *)shared;
    atomic_store(&shared->set, 1);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);
    int value = *shared->place;

    finish(child);
    return value == 2;
}
