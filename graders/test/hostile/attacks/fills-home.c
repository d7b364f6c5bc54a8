/*
 * attack: files until the disk is full
 * fails: -
 */
#include "behave.h"

static void fill(const char *folder)
{
    static char block[256 << 10];
    for (int i = 0; i < 4096; i++) {
        char name[64];
        snprintf(name, sizeof(name), "%s/%d", folder, i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (fd == -1 || write(fd, block, sizeof(block)) != sizeof(block)) {
            return;
        }
        close(fd);
    }
    succeeded("a gibibyte on the disk");
}

int main(int argc, char **argv)
{
    fill(".");
    return behave(argc, argv);
}
