/*
 * wrong: compares with NULL, which shmat never returns
 * fails: each-call
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    if (argc > 2) {
        fprintf(stderr, "usage: %s [MESSAGE]\n", argv[0]);
        return 2;
    }
    const char *message = argc == 2 ? argv[1] : "Hello from System V!";

    size_t length = strlen(message);
    if (length > SHM_SIZE - 1) {
        fprintf(stderr, "message too long: %zu bytes, at most %d\n", length, SHM_SIZE - 1);
        return EXIT_FAILURE;
    }

    key_t key = ftok(FTOK_PATH, FTOK_ID);
    if (key == -1) {
        fail("ftok");
    }
    int id = shmget(key, SHM_SIZE, IPC_CREAT | 0600);
    if (id == -1) {
        fail("shmget");
    }
    char *memory = shmat(id, NULL, 0);
    if (memory == NULL) {
        fail("shmat");
    }

    memcpy(memory, message, length + 1);
    printf("Writer: stored: %s (shmid %d)\n", message, id);

    if (shmdt(memory) == -1) {
        fail("shmdt");
    }
    return EXIT_SUCCESS;
}
