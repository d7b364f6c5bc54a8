/*
 * two_threads.c - let two threads of one process run the increment() of lab 03 on one counter.
 *
 * usage: gcc -I. -Dmain=counter_main two_threads.c counter.c -pthread
 *
 * A detector of races between threads sees here what it cannot see between processes.
 */
#undef main
#include <pthread.h>
#include <stdio.h>

#include "counter.h"

static struct shared_data data;

static void *count(void *unused)
{
    (void)unused;
    increment(&data, 1000);
    return NULL;
}

int main(void)
{
    pthread_t one, two;
    if (pthread_create(&one, NULL, count, NULL) != 0 ||
        pthread_create(&two, NULL, count, NULL) != 0) {
        fputs("pthread_create failed\n", stderr);
        return 1;
    }
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
