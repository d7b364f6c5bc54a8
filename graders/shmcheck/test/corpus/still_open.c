/* still_open.c - the descriptor of the object is still open at exit.
 *
 * verdict: descriptor
 * options: --forbid descriptor
 */
#include "common.h"

static void work(void *argument)
{
    atomic_int *counter = argument;

    atomic_fetch_add(counter, 1);
}

int main(void)
{
    int fd = shm_open(CORPUS_NAME, O_CREAT | O_RDWR, 0600);
    atomic_int *counter;
    pid_t child;

    if (fd == -1 || ftruncate(fd, sizeof(*counter)) == -1) {
        return 1;
    }
    counter = mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (counter == MAP_FAILED) {
        return 1;
    }
    child = start(work, counter);
    work(counter);
    finish(child);
    shm_unlink(CORPUS_NAME);
    return 0;
}
