/*
 * right: finds the segment whatever its size is, asks for the size with IPC_STAT, and refuses a
 * small one as shmget would
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "shm.h"

static _Noreturn void fail(const char *call)
{
    fprintf(stderr, "%s: %s\n", call, strerror(errno));
    exit(1);
}

static int find(void)
{
    key_t key = ftok(FTOK_PATH, FTOK_ID);
    if (key == -1) {
        fail("ftok");
    }
    int id = shmget(key, 0, 0400);
    if (id == -1) {
        fail("shmget");
    }
    struct shmid_ds about;
    if (shmctl(id, IPC_STAT, &about) == -1) {
        fail("shmctl");
    }
    if (about.shm_segsz < SHM_SIZE) {
        errno = EINVAL;
        fail("shmget");
    }
    return id;
}

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }
    int id = find();
    char *memory = shmat(id, NULL, SHM_RDONLY);
    if (memory == (char *)-1) {
        fail("shmat");
    }
    fputs("Reader: ", stdout);
    fwrite(memory, 1, strnlen(memory, SHM_SIZE), stdout);
    putchar('\n');
    if (shmdt(memory) != 0) {
        fail("shmdt");
    }
    if (shmctl(id, IPC_RMID, 0) != 0) {
        fail("shmctl");
    }
    return 0;
}
