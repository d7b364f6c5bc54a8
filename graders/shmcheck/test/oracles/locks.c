/* locks.c - an oracle: two processes take two mutexes in opposite orders. */
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pthread_mutex_t *mutex =
        mmap(NULL, 2 * sizeof(*mutex), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pthread_mutexattr_t attributes;
    pid_t children[2];

    if (mutex == MAP_FAILED) {
        return 1;
    }
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&mutex[0], &attributes);
    pthread_mutex_init(&mutex[1], &attributes);
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            pthread_mutex_lock(&mutex[i]);
            pthread_mutex_lock(&mutex[1 - i]);
            pthread_mutex_unlock(&mutex[1 - i]);
            pthread_mutex_unlock(&mutex[i]);
            _exit(0);
        }
    }
    waitpid(children[0], NULL, 0);
    waitpid(children[1], NULL, 0);
    return 0;
}
