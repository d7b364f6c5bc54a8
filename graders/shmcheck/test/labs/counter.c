/* counter.c - two processes count under a named semaphore, and survive what a killed run left.
 *
 * Usage: counter [TIMES]
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHM_NAME "/sync_shm"
#define SEM_NAME "/sync_sem"

struct shared_data {
    int counter;
    char message[256];
};

static int increment(struct shared_data *data, sem_t *sem, int times)
{
    for (int i = 0; i < times; i++) {
        while (sem_wait(sem) == -1) {
            if (errno != EINTR) {
                return -1;
            }
        }
        data->counter++;
        if (sem_post(sem) == -1) {
            return -1;
        }
    }
    return 0;
}

/* Counts in a child and here. Returns the exit status. */
static int count(struct shared_data *data, sem_t *sem, int times)
{
    int status, failed = 0;
    pid_t pid = fork();

    if (pid == -1) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        _exit(increment(data, sem, times) == -1);
    }
    if (increment(data, sem, times) == -1) {
        perror("sem_wait");
        failed = 1;
    }
    if (waitpid(pid, &status, 0) == -1) {
        perror("waitpid");
        return 1;
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "child: failed\n");
        return 1;
    }
    if (!failed) {
        printf("final counter: %d (expected: %d)\n", data->counter, 2 * times);
    }
    return failed;
}

/* Maps the object and counts. Returns the exit status. */
static int run(int fd, sem_t *sem, int times)
{
    struct shared_data *data;
    int status;

    if (ftruncate(fd, sizeof(*data)) == -1) {
        perror("ftruncate");
        return 1;
    }
    data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    data->counter = 0;
    status = count(data, sem, times);
    munmap(data, sizeof(*data));
    return status;
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : 10;
    int fd, status = 1;
    sem_t *sem;

    shm_unlink(SHM_NAME);
    sem_unlink(SEM_NAME);
    fd = shm_open(SHM_NAME, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1) {
        perror("shm_open");
        return 1;
    }
    sem = sem_open(SEM_NAME, O_CREAT | O_EXCL, 0600, 1);
    if (sem == SEM_FAILED) {
        perror("sem_open");
    } else {
        status = run(fd, sem, times);
        sem_close(sem);
        sem_unlink(SEM_NAME);
    }
    close(fd);
    shm_unlink(SHM_NAME);
    return status;
}
