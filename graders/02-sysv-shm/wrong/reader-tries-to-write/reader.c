/*
 * wrong: attaches for writing, and only then for reading alone
 * fails: each-call
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "shm.h"

static void fail(const char *call)
{
    perror(call);
    exit(EXIT_FAILURE);
}

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }

    key_t key = ftok(FTOK_PATH, FTOK_ID);
    if (key == -1) {
        fail("ftok");
    }

    int id = shmget(key, SHM_SIZE, 0400);
    if (id == -1) {
        fail("shmget");
    }

    const char *memory = shmat(id, NULL, 0);
    if (memory == (void *)-1 && errno == EACCES) {
        memory = shmat(id, NULL, SHM_RDONLY);
    }
    if (memory == (void *)-1) {
        fail("shmat");
    }

    printf("Reader: %.*s\n", SHM_SIZE, memory);

    if (shmdt(memory) == -1) {
        fail("shmdt");
    }
    if (shmctl(id, IPC_RMID, NULL) == -1) {
        fail("shmctl");
    }
    return EXIT_SUCCESS;
}
