/*
 * attack: objects of every kind, aimed at the next submission
 * fails: nothing-left
 */
#include "behave.h"

#include <mqueue.h>
#include <semaphore.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

enum { SHM_KEY = 0x61010007 };

int main(int argc, char **argv)
{
    shmget(SHM_KEY, 4096, IPC_CREAT | 0666);
    semget(SHM_KEY, 1, IPC_CREAT | 0666);
    msgget(SHM_KEY, IPC_CREAT | 0666);
    sem_open("/left", O_CREAT, 0666, 0);
    mq_open("/left", O_CREAT | O_RDWR, 0666, NULL);
    shm_open("/left", O_CREAT | O_RDWR, 0666);
    mkdir("/dev/shm/left-folder", 0777);
    symlink("/etc/passwd", "/dev/shm/left-link");
    return behave(argc, argv);
}
