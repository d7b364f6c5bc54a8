/* producer_consumer.c - a ring buffer between any number of producers and consumers.
 *
 * Usage: producer_consumer [ITEMS [PRODUCERS [CONSUMERS]]]
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHM_NAME "/pc_buf"
#define BUF_SIZE 5

struct ring {
    int buffer[BUF_SIZE];
    int in, out;
    sem_t mutex, empty, full;
};

static int wait_for(sem_t *sem)
{
    while (sem_wait(sem) == -1) {
        if (errno != EINTR) {
            return -1;
        }
    }
    return 0;
}

static int ring_init(struct ring *ring)
{
    ring->in = ring->out = 0;
    if (sem_init(&ring->mutex, 1, 1) == -1) {
        return -1;
    }
    if (sem_init(&ring->empty, 1, BUF_SIZE) == -1) {
        sem_destroy(&ring->mutex);
        return -1;
    }
    if (sem_init(&ring->full, 1, 0) == -1) {
        sem_destroy(&ring->empty);
        sem_destroy(&ring->mutex);
        return -1;
    }
    return 0;
}

static int ring_put(struct ring *ring, int value)
{
    if (wait_for(&ring->empty) == -1 || wait_for(&ring->mutex) == -1) {
        return -1;
    }
    ring->buffer[ring->in] = value;
    ring->in = (ring->in + 1) % BUF_SIZE;
    sem_post(&ring->mutex);
    sem_post(&ring->full);
    return 0;
}

static int ring_get(struct ring *ring, int *value)
{
    if (wait_for(&ring->full) == -1 || wait_for(&ring->mutex) == -1) {
        return -1;
    }
    *value = ring->buffer[ring->out];
    ring->out = (ring->out + 1) % BUF_SIZE;
    sem_post(&ring->mutex);
    sem_post(&ring->empty);
    return 0;
}

/* Produces or consumes a share of the items in a child. */
static pid_t start(struct ring *ring, int first, int count, int produces)
{
    pid_t pid = fork();
    int value;

    if (pid != 0) {
        return pid;
    }
    for (int i = 0; i < count; i++) {
        if (produces) {
            if (ring_put(ring, first + i) == -1) {
                _exit(1);
            }
            printf("Produced: %d\n", first + i);
        } else {
            if (ring_get(ring, &value) == -1) {
                _exit(1);
            }
            printf("Consumed: %d\n", value);
        }
    }
    fflush(stdout);
    _exit(0);
}

int main(int argc, char **argv)
{
    int items = argc > 1 ? atoi(argv[1]) : 10;
    int counts[2] = {argc > 3 ? atoi(argv[3]) : 1, argc > 2 ? atoi(argv[2]) : 1};
    pid_t children[16];
    int started = 0, status, failed = 0;
    struct ring *ring;
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);

    if (fd == -1 || ftruncate(fd, sizeof(*ring)) == -1) {
        return 1;
    }
    ring = mmap(NULL, sizeof(*ring), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ring == MAP_FAILED || ring_init(ring) == -1) {
        return 1;
    }
    for (int produces = 0; produces < 2; produces++) {
        for (int i = 0; i < counts[produces]; i++) {
            int n = counts[produces];
            int share = items / n + (i < items % n);
            children[started++] = start(ring, 1000 * i, share, produces);
        }
    }
    for (int i = 0; i < started; i++) {
        failed |= waitpid(children[i], &status, 0) == -1 || status != 0;
    }
    sem_destroy(&ring->mutex);
    sem_destroy(&ring->empty);
    sem_destroy(&ring->full);
    munmap(ring, sizeof(*ring));
    close(fd);
    shm_unlink(SHM_NAME);
    return failed;
}
