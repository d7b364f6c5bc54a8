/* use_after_unlink.c - a child opens an object by a name that its parent may have removed already.
 *
 * verdict: status
 */
#include "common.h"

static void work(void *argument)
{
    (void)argument;
    if (shm_open(CORPUS_NAME, O_RDWR, 0) == -1) {
        _exit(1);
    }
}

int main(void)
{
    int status, fd = shm_open(CORPUS_NAME, O_CREAT | O_RDWR, 0600);
    pid_t child;

    if (fd == -1 || ftruncate(fd, 4) == -1) {
        return 1;
    }
    child = start(work, NULL);
    shm_unlink(CORPUS_NAME);
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}
