/* philosophers.c - an oracle: PHILOSOPHERS processes, each takes its left fork, then its right
 * one. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef PHILOSOPHERS
#define PHILOSOPHERS 3
#endif

int main(void)
{
    pthread_mutex_t *forks = mmap(NULL, PHILOSOPHERS * sizeof(*forks), PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    pid_t children[PHILOSOPHERS];

    if (forks == MAP_FAILED) {
        return 1;
    }
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    for (int i = 0; i < PHILOSOPHERS; i++) {
        pthread_mutex_init(&forks[i], &attributes);
    }
    for (int i = 0; i < PHILOSOPHERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            pthread_mutex_lock(&forks[i]);
            pthread_mutex_lock(&forks[(i + 1) % PHILOSOPHERS]);
            pthread_mutex_unlock(&forks[(i + 1) % PHILOSOPHERS]);
            pthread_mutex_unlock(&forks[i]);
            _exit(0);
        }
    }
    for (int i = 0; i < PHILOSOPHERS; i++) {
        waitpid(children[i], NULL, 0);
    }
    return 0;
}
