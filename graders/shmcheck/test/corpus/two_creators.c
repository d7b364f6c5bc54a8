/* two_creators.c - two processes create an object; the one that comes second fails.
 *
 * verdict: status
 */
#include "common.h"

static void work(void *argument)
{
    (void)argument;
    if (shm_open(CORPUS_NAME, O_CREAT | O_EXCL | O_RDWR, 0600) == -1) {
        _exit(1);
    }
}

int main(void)
{
    pid_t children[2];
    int status, failed = 0;

    for (int i = 0; i < 2; i++) {
        children[i] = start(work, NULL);
    }
    for (int i = 0; i < 2; i++) {
        waitpid(children[i], &status, 0);
        failed += WEXITSTATUS(status);
    }
    shm_unlink(CORPUS_NAME);
    return failed > 0;
}
