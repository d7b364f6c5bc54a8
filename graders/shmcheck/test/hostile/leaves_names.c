/* leaves_names.c - makes objects, semaphores and segments, and dies.
 *
 * status: 1
 * says: crash: parent was killed by SIGABRT
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

int main(void)
{
    int fd = shm_open("/hostile", O_CREAT | O_RDWR, 0600);

    sem_open("/hostile", O_CREAT, 0600, 1);
    shmget(0x4242, 4096, IPC_CREAT | 0600);
    if (fd == -1 || ftruncate(fd, 4096) == -1) {
        return 1;
    }
    if (fork() == 0) {
        pause();
    }
    abort();
}
