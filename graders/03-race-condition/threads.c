/*
 * threads.c - increment() of counter.c, run by two threads of one process, for Helgrind to look at.
 *
 * Helgrind follows the threads of one address space. It never sees that two processes touch the
 * same memory, so over the forked program it has nothing to report, ever.
 *
 * Compiled together with counter.c and -Dmain=counter_main, which puts the student's main out of
 * the way.
 */
#undef main

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "counter.h"

enum { UPDATES = 100 };

static void *update(void *data)
{
    increment(data, UPDATES);
    return NULL;
}

int main(void)
{
    struct shared_data *data =
        mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED) {
        perror("mmap");
        return EXIT_FAILURE;
    }
    /* Nothing orders the two: neither starts after the other has been waited for. */
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        int error = pthread_create(&threads[i], NULL, update, data);
        if (error != 0) {
            fprintf(stderr, "pthread_create: %s\n", strerror(error));
            return EXIT_FAILURE;
        }
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
    }
    munmap(data, sizeof(*data));
    return EXIT_SUCCESS;
}
