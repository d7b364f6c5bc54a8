/*
 * wrong: compares what mmap returns with NULL
 * fails: object-fails
 * explored: object-fails
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

static pid_t child;
static void fail(const char *call)
{
    perror(call);
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    exit(EXIT_FAILURE);
}

static int read_times(const char *text)
{
    char *end;
    errno = 0;
    long times = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || times < 1 || times > 1000000000) {
        return -1;
    }
    return (int)times;
}

void increment(struct shared_data *data, sem_t *sem, int times)
{
    for (int i = 0; i < times; i++) {
        while (sem_wait(sem) == -1) {
            if (errno != EINTR) {
                fail("sem_wait");
            }
        }
        data->counter++;
        if (sem_post(sem) == -1) {
            fail("sem_post");
        }
    }
}

int main(int argc, char *argv[])
{
    int times = argc == 2 ? read_times(argv[1]) : 10;
    if (argc > 2 || times == -1) {
        fprintf(stderr, "usage: %s [TIMES]   (TIMES from 1 to 1000000000)\n", argv[0]);
        return 2;
    }

    if (shm_unlink(SHM_NAME) == -1 && errno != ENOENT) {
        fail("shm_unlink");
    }
    if (sem_unlink(SEM_NAME) == -1 && errno != ENOENT) {
        fail("sem_unlink");
    }
    int fd = shm_open(SHM_NAME, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1) {
        fail("shm_open");
    }
    if (shm_unlink(SHM_NAME) == -1) {
        fail("shm_unlink");
    }
    if (ftruncate(fd, sizeof(struct shared_data)) == -1) {
        fail("ftruncate");
    }
    struct shared_data *data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == NULL) {
        fail("mmap");
    }
    close(fd);

    sem_t *sem = sem_open(SEM_NAME, O_CREAT | O_EXCL, 0600, 1);
    if (sem == SEM_FAILED) {
        fail("sem_open");
    }
    if (sem_unlink(SEM_NAME) == -1) {
        fail("sem_unlink");
    }

    child = fork();
    if (child == -1) {
        fail("fork");
    }
    increment(data, sem, times);
    if (child == 0) {
        _exit(EXIT_SUCCESS);
    }

    int status;
    if (waitpid(child, &status, 0) == -1) {
        fail("waitpid");
    }

    if (!WIFEXITED(status)) {
        fprintf(stderr, "the child did not come to its end: signal %d\n", WTERMSIG(status));
        return EXIT_FAILURE;
    }
    if (WEXITSTATUS(status) != EXIT_SUCCESS) {
        return EXIT_FAILURE;
    }
    printf("final counter: %d (expected: %d)\n", data->counter, 2 * times);

    if (sem_close(sem) == -1) {
        fail("sem_close");
    }
    if (munmap(data, sizeof(*data)) == -1) {
        fail("munmap");
    }
    return EXIT_SUCCESS;
}
