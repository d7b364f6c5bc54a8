/* philosophers_ordered.c - every philosopher takes the fork with the lower number first.
 *
 * verdict: clean
 */
#include "common.h"

#define COUNT 3

static pthread_mutex_t *forks;

static void work(void *argument)
{
    int seat = *(int *)argument;
    int first = seat, second = (seat + 1) % COUNT;

    if (first > second) {
        first = second;
        second = seat;
    }
    pthread_mutex_lock(&forks[first]);
    pthread_mutex_lock(&forks[second]);
    pthread_mutex_unlock(&forks[second]);
    pthread_mutex_unlock(&forks[first]);
}

int main(void)
{
    pid_t children[COUNT];

    forks = share(COUNT * sizeof(*forks));
    for (int i = 0; i < COUNT; i++) {
        init_mutex(&forks[i], PTHREAD_MUTEX_STALLED);
    }
    for (int i = 0; i < COUNT; i++) {
        children[i] = start(work, &i);
    }
    for (int i = 0; i < COUNT; i++) {
        finish(children[i]);
    }
    return 0;
}
