/* left_segment.c - the System V segment is never removed.
 *
 * verdict: left-behind
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
    shmdt(counter);
    return 0;
}
