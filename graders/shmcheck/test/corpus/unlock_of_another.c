/* unlock_of_another.c - a process unlocks a mutex that another one holds.
 *
 * verdict: misuse
 */
#include "common.h"

static void work(void *argument)
{
    pthread_mutex_unlock(argument);
}

int main(void)
{
    pthread_mutex_t *mutex = share(sizeof(*mutex));
    pid_t child;

    init_mutex(mutex, PTHREAD_MUTEX_STALLED);
    pthread_mutex_lock(mutex);
    child = start(work, mutex);
    finish(child);
    return 0;
}
