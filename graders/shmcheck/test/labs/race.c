/* race.c - two processes count without a lock.
 *
 * Usage: race [TIMES]
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHM_NAME "/race_shm"

struct shared_data {
    int counter;
};

static void increment(struct shared_data *data, int times)
{
    for (int i = 0; i < times; i++) {
        data->counter++;
    }
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : 100000;
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);
    struct shared_data *data;

    if (fd == -1 || ftruncate(fd, sizeof(*data)) == -1) {
        return 1;
    }
    data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        return 1;
    }
    data->counter = 0;
    if (fork() == 0) {
        increment(data, times);
        _exit(0);
    }
    increment(data, times);
    wait(NULL);
    printf("final counter: %d (expected: %d)\n", data->counter, 2 * times);
    munmap(data, sizeof(*data));
    close(fd);
    shm_unlink(SHM_NAME);
    return 0;
}
