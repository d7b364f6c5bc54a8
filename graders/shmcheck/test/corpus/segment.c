/* segment.c - a child and then its parent add to a counter in a System V segment.
 *
 * verdict: clean
 * options: --expect 2
 */
#include "common.h"

static void work(void *argument)
{
    int *counter = argument;

    ++*counter;
}

int main(void)
{
    int id = shmget(CORPUS_KEY, sizeof(int), IPC_CREAT | 0600);
    int *counter = id == -1 ? (void *)-1 : shmat(id, NULL, 0);
    pid_t child;

    if (counter == (void *)-1) {
        return 1;
    }
    child = start(work, counter);
    finish(child);
    work(counter);
    printf("%d\n", *counter);
    shmdt(counter);
    shmctl(id, IPC_RMID, NULL);
    return 0;
}
