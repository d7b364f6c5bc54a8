/*
 * plant.c - somebody else's segment, there before main() begins.
 *
 * Explored programs have keys of their own, under which nothing can be planted from outside. This
 * is linked with the reader, and at work where the program is called reader-planted. It calls
 * shmget and shmat once: the reader's own calls are the second ones.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "shm.h"

__attribute__((constructor)) static void plant(void)
{
    if (strcmp(program_invocation_short_name, "reader-planted") != 0) {
        return;
    }
    int id = shmget(ftok(FTOK_PATH, FTOK_ID), SHM_SIZE, IPC_CREAT | 0600);
    char *memory = id == -1 ? (void *)-1 : shmat(id, NULL, 0);
    if (memory == (void *)-1) {
        abort();
    }
    memcpy(memory, "planted", sizeof("planted"));
    shmdt(memory);
}
