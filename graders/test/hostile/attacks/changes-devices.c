/*
 * attack: the rights of the devices that all programs of the host use
 * fails: -
 */
#include "behave.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

int main(int argc, char **argv)
{
    if (chmod("/dev/null", 0) == 0 || chown("/dev/null", getuid(), getgid()) == 0 ||
        mknod("disk", S_IFBLK | 0600, makedev(8, 0)) == 0) {
        succeeded("devices");
    }
    return behave(argc, argv);
}
