/*
 * attack: files in memory that nobody has mapped, as many and as large as there can be
 * fails: -
 */
#include "behave.h"

#include <sys/mman.h>

int main(int argc, char **argv)
{
    static char block[256 << 10];
    for (int fd; (fd = memfd_create("bomb", 0)) != -1;) {
        while (write(fd, block, sizeof(block)) > 0 && lseek(fd, 0, SEEK_CUR) < 256 << 10) {
        }
    }
    for (int fd = 3; fd < 2048; fd++) {
        close(fd);
    }
    return behave(argc, argv);
}
