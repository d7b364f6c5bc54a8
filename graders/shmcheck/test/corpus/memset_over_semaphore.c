/* memset_over_semaphore.c - a struct is cleared after its semaphore has been made.
 *
 * verdict: misuse
 */
#include "common.h"

struct shared {
    sem_t lock;
    int counter;
};

int main(void)
{
    struct shared *shared = share(sizeof(*shared));

    sem_init(&shared->lock, 1, 1);
    memset(shared, 0, sizeof(*shared));
    sem_wait(&shared->lock);
    return 0;
}
