/*
 * attack: System V segments until there is no memory for more
 * fails: nothing-left
 */
#include "behave.h"

#include <string.h>
#include <sys/shm.h>

int main(int argc, char **argv)
{
    for (int id; (id = shmget(IPC_PRIVATE, 4 << 20, IPC_CREAT | 0600)) != -1;) {
        char *memory = shmat(id, NULL, 0);
        memset(memory, 1, 4 << 20);
        shmdt(memory);
    }
    return behave(argc, argv);
}
