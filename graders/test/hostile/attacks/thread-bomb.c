/*
 * attack: as many threads as there can be
 * fails: -
 */
#include "behave.h"

#include <pthread.h>

static void *sleeper(void *nothing)
{
    pause();
    return nothing;
}

int main(int argc, char **argv)
{
    pthread_t thread;
    while (pthread_create(&thread, NULL, sleeper, NULL) == 0) {
    }
    return behave(argc, argv);
}
