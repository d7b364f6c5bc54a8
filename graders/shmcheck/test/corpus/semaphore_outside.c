/* semaphore_outside.c - a semaphore lies outside shared memory: fork gives each process its own.
 *
 * verdict: race
 */
#include "common.h"

static sem_t lock;

static void work(void *argument)
{
    int *counter = argument;

    sem_wait(&lock);
    ++*counter;
    sem_post(&lock);
}

int main(void)
{
    int *counter = share(sizeof(*counter));
    pid_t child;

    sem_init(&lock, 1, 1);
    child = start(work, counter);
    work(counter);
    finish(child);
    return 0;
}
