/* ring.c - an oracle: one producer, one consumer, a ring of SLOTS, ITEMS items, two counting
 * semaphores and a mutex.
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SLOTS
#define SLOTS 5
#endif
#ifndef ITEMS
#define ITEMS 5
#endif

struct ring {
    pthread_mutex_t mutex;
    sem_t empty, full;
    int buffer[SLOTS];
    int in, out;
};

static void produce(struct ring *ring)
{
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&ring->empty);
        pthread_mutex_lock(&ring->mutex);
        ring->buffer[ring->in++ % SLOTS] = i;
        pthread_mutex_unlock(&ring->mutex);
        sem_post(&ring->full);
    }
}

static void consume(struct ring *ring)
{
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&ring->full);
        pthread_mutex_lock(&ring->mutex);
        if (ring->buffer[ring->out++ % SLOTS] != i) {
            abort();
        }
        pthread_mutex_unlock(&ring->mutex);
        sem_post(&ring->empty);
    }
}

int main(void)
{
    struct ring *ring =
        mmap(NULL, sizeof(*ring), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    pid_t producer, consumer;

    if (ring == MAP_FAILED) {
        return 1;
    }
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&ring->mutex, &attributes);
    sem_init(&ring->empty, 1, SLOTS);
    sem_init(&ring->full, 1, 0);
    producer = fork();
    if (producer == 0) {
        produce(ring);
        _exit(0);
    }
    consumer = fork();
    if (consumer == 0) {
        consume(ring);
        _exit(0);
    }
    waitpid(producer, NULL, 0);
    waitpid(consumer, NULL, 0);
    return 0;
}
