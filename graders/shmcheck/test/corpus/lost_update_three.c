/* lost_update_three.c - three processes add to one counter without a lock.
 *
 * verdict: race
 */
#include "common.h"

struct shared {
    int counter;
};

static void work(void *argument)
{
    struct shared *shared = argument;

    shared->counter++;
}

int main(void)
{
    struct shared *shared = share(sizeof(*shared));
    pid_t children[3];

    for (int i = 0; i < 3; i++) {
        children[i] = start(work, shared);
    }
    for (int i = 0; i < 3; i++) {
        finish(children[i]);
    }
    return 0;
}
