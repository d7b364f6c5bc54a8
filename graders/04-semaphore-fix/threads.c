/*
 * threads.c - the student's increment(), run by threads: for Helgrind, which sees one address
 * space.
 *
 * usage: threads TIMES
 *
 * Two forked processes have two address spaces, so over the real program Helgrind reports nothing
 * whatever the program does. Compile the student's file with -Dmain=student_main and link it to
 * this. Prints the counter: it must be THREADS times TIMES.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "counter.h"

/* -Dmain=... is for the student's main, not for ours. */
#undef main

enum { THREADS = 3 };

static struct shared_data data;
static sem_t sem;
static int times;

static void *run(void *unused)
{
    increment(&data, &sem, times);
    return unused;
}

int main(int argc, char *argv[])
{
    times = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 10;
    if (sem_init(&sem, 0, 1) == -1) {
        perror("sem_init");
        return EXIT_FAILURE;
    }
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        if (pthread_create(&threads[i], NULL, run, NULL) != 0) {
            fputs("pthread_create failed\n", stderr);
            return EXIT_FAILURE;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    printf("counter: %d (expected: %d)\n", data.counter, THREADS * times);
    sem_destroy(&sem);
    return EXIT_SUCCESS;
}
