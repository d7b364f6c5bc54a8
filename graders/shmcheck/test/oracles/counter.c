/* counter.c - an oracle: PROCESSES children, each adds 1 to a shared counter TIMES times.
 *
 * LOCKED=1 puts each addition under a mutex. The parent only forks and waits: it adds no order to
 * the children's.
 */
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PROCESSES
#define PROCESSES 2
#endif
#ifndef TIMES
#define TIMES 1
#endif
#ifndef LOCKED
#define LOCKED 0
#endif

struct shared {
    pthread_mutex_t mutex;
    int counter;
};

static void work(struct shared *shared)
{
    for (int i = 0; i < TIMES; i++) {
        if (LOCKED) {
            pthread_mutex_lock(&shared->mutex);
        }
        shared->counter++;
        if (LOCKED) {
            pthread_mutex_unlock(&shared->mutex);
        }
    }
}

int main(void)
{
    struct shared *shared =
        mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    pid_t children[PROCESSES];

    if (shared == MAP_FAILED) {
        return 1;
    }
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (LOCKED) {
        pthread_mutex_init(&shared->mutex, &attributes);
    }
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            work(shared);
            _exit(0);
        }
    }
    for (int i = 0; i < PROCESSES; i++) {
        waitpid(children[i], NULL, 0);
    }
    return 0;
}
