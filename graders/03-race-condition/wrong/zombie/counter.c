/*
 * wrong: never waits for its child
 * fails: child-reaped
 * explored: child-reaped
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

enum { MAX_TIMES = 1000000000 };

static int parse_times(const char *text)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < 1 || value > MAX_TIMES) {
        return 0;
    }
    return (int)value;
}

static void fail(const char *call)
{
    perror(call);
    shm_unlink(SHM_NAME);
    exit(EXIT_FAILURE);
}

void increment(struct shared_data *data, int times)
{
    for (int i = 0; i < times; i++) {
        data->counter++;
    }
}

int main(int argc, char *argv[])
{
    int times = argc == 1 ? 100000 : argc == 2 ? parse_times(argv[1]) : 0;
    if (times == 0) {
        fprintf(stderr, "usage: %s [TIMES], TIMES from 1 to %d\n", argv[0], MAX_TIMES);
        return 2;
    }

    int fd = shm_open(SHM_NAME, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1) {
        perror("shm_open");
        return EXIT_FAILURE;
    }
    if (ftruncate(fd, sizeof(struct shared_data)) == -1) {
        fail("ftruncate");
    }
    struct shared_data *data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        fail("mmap");
    }
    close(fd);

    pid_t child = fork();
    if (child == -1) {
        fail("fork");
    }
    if (child == 0) {
        increment(data, times);
        _exit(EXIT_SUCCESS);
    }
    increment(data, times);

    printf("final counter: %d (expected: %d)\n", data->counter, 2 * times);

    if (munmap(data, sizeof(*data)) == -1) {
        fail("munmap");
    }
    if (shm_unlink(SHM_NAME) == -1) {
        perror("shm_unlink");
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
