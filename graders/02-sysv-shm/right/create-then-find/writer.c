/*
 * right: tries to create the segment, and looks for one when there is one already; clears it before
 * it stores; asks the kernel for the id that it prints
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "shm.h"

static int fail(const char *call)
{
    perror(call);
    return EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
    const char *message = "Hello from System V!";
    switch (argc) {
    case 2:
        message = argv[1];
        break;
    case 1:
        break;
    default:
        fputs("usage: writer [MESSAGE]\n", stderr);
        return 2;
    }
    key_t key = ftok(FTOK_PATH, FTOK_ID);
    if (key == -1) {
        return fail("ftok");
    }
    size_t needed = strlen(message) + 1;
    if (needed > SHM_SIZE) {
        fprintf(stderr, "message too long: %zu bytes, at most %d\n", needed - 1, SHM_SIZE - 1);
        return EXIT_FAILURE;
    }
    int id = shmget(key, SHM_SIZE, IPC_CREAT | IPC_EXCL | 0600);
    if (id == -1 && errno == EEXIST) {
        id = shmget(key, SHM_SIZE, 0600);
    }
    if (id == -1) {
        return fail("shmget");
    }
    void *memory = shmat(id, NULL, 0);
    if ((long)memory == -1) {
        return fail("shmat");
    }
    memset(memory, 0, SHM_SIZE);
    strcpy(memory, message);
    printf("Writer: stored: %s (shmid %d)\n", (const char *)memory, id);
    return shmdt(memory) == -1 ? fail("shmdt") : EXIT_SUCCESS;
}
