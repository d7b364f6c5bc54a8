/* unsized_object.c - a child uses an object before its parent has given it a size.
 *
 * verdict: crash
 */
#include "common.h"

static void work(void *argument)
{
    int *counter =
        mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE, MAP_SHARED, *(int *)argument, 0);

    if (counter != MAP_FAILED) {
        *counter = 1;
    }
}

int main(void)
{
    int fd = shm_open(CORPUS_NAME, O_CREAT | O_RDWR, 0600);
    pid_t child;

    if (fd == -1) {
        return 1;
    }
    child = start(work, &fd);
    if (ftruncate(fd, sizeof(int)) == -1) {
        return 1;
    }
    finish(child);
    shm_unlink(CORPUS_NAME);
    return 0;
}
