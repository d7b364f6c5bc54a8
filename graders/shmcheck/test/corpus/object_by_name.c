/* object_by_name.c - a child opens an object by its name while the name is there.
 *
 * verdict: clean
 * options: --expect 3
 */
#include "common.h"

static void work(void *argument)
{
    int fd = shm_open(CORPUS_NAME, O_RDWR, 0);
    int *data;

    (void)argument;
    if (fd == -1) {
        _exit(1);
    }
    data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        _exit(1);
    }
    *data = 3;
}

int main(void)
{
    int fd = shm_open(CORPUS_NAME, O_CREAT | O_RDWR, 0600);
    int *data;

    if (fd == -1 || ftruncate(fd, sizeof(*data)) == -1) {
        return 1;
    }
    data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        return 1;
    }
    finish(start(work, NULL));
    printf("%d\n", *data);
    munmap(data, sizeof(*data));
    close(fd);
    shm_unlink(CORPUS_NAME);
    return 0;
}
