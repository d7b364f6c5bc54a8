/* poll_and_sleep.c - a reader polls an atomic flag and sleeps in between.
 *
 * verdict: clean
 * options: --expect 42
 */
#include "common.h"

struct shared {
    int data;
    atomic_int ready;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->data = 42;
    atomic_store(&shared->ready, 1);
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t child = start(work, shared);

    while (!atomic_load(&shared->ready)) {
        usleep(1000);
    }
    printf("%d\n", shared->data);
    finish(child);
    return 0;
}
