/* left_semaphore.c - the named semaphore is never unlinked.
 *
 * verdict: left-behind
 */
#include "common.h"

static int *counter;
static sem_t *lock;

static void work(void *argument)
{
    (void)argument;
    sem_wait(lock);
    ++*counter;
    sem_post(lock);
}

int main(void)
{
    pid_t child;

    counter = share(sizeof(*counter));
    sem_unlink(CORPUS_NAME);
    lock = sem_open(CORPUS_NAME, O_CREAT | O_EXCL, 0600, 1);
    if (lock == SEM_FAILED) {
        return 1;
    }
    child = start(work, NULL);
    work(NULL);
    finish(child);
    printf("%d\n", *counter);
    sem_close(lock);
    return 0;
}
