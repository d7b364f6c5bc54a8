/*
 * right: removes the segment as soon as it is attached, so that it cannot stay behind whatever
 * comes; copies the message out and detaches before it looks at it
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>

#include "shm.h"

static _Noreturn void fail(const char *call)
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
    int id = shmget(key, SHM_SIZE, S_IRUSR);
    if (id == -1) {
        fail("shmget");
    }
    void *memory = shmat(id, NULL, SHM_RDONLY);
    if (memory == (void *)-1) {
        fail("shmat");
    }
    int removed = shmctl(id, IPC_RMID, NULL);
    if (removed == -1) {
        perror("shmctl");
    }
    char text[SHM_SIZE + 1] = "";
    memcpy(text, memory, SHM_SIZE);
    shmdt(memory);
    if (removed == -1) {
        return EXIT_FAILURE;
    }
    printf("Reader: %s\n", text);
    return EXIT_SUCCESS;
}
