/*
 * attack: System V semaphores and queues until there are no more
 * fails: nothing-left
 */
#include "behave.h"

#include <sys/msg.h>
#include <sys/sem.h>

int main(int argc, char **argv)
{
    while (semget(IPC_PRIVATE, 250, IPC_CREAT | 0600) != -1) {
    }
    while (msgget(IPC_PRIVATE, IPC_CREAT | 0600) != -1) {
    }
    return behave(argc, argv);
}
