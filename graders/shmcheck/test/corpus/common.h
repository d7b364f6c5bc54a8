/* common.h - what the corpus programs share: a mapping, children, a process-shared mutex. */
#ifndef CORPUS_COMMON_H
#define CORPUS_COMMON_H

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The one object and the one segment of a program. shmcheck gives every run names of its own;
 * whoever runs several programs without it gives each of them its own. */
#ifndef CORPUS_NAME
#define CORPUS_NAME "/corpus"
#endif
#ifndef CORPUS_KEY
#define CORPUS_KEY 0x5348
#endif

/* Zeroed memory that children share. */
static inline void *share(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return memory;
}

/* Forks a child that does its work and exits with 0. */
static inline pid_t start(void (*work)(void *), void *argument)
{
    pid_t pid = fork();

    if (pid == -1) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        work(argument);
        _exit(0);
    }
    return pid;
}

static inline void finish(pid_t pid)
{
    if (waitpid(pid, NULL, 0) == -1) {
        perror("waitpid");
        exit(1);
    }
}

static inline void init_mutex(pthread_mutex_t *mutex, int robust)
{
    pthread_mutexattr_t attributes;

    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, robust);
    pthread_mutex_init(mutex, &attributes);
}

static inline void init_cond(pthread_cond_t *cond)
{
    pthread_condattr_t attributes;

    pthread_condattr_init(&attributes);
    pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(cond, &attributes);
}

#endif
