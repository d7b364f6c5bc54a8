/*
 * attack: namespaces of its own, in which it would be root
 * fails: -
 */
#include "behave.h"

#include <sched.h>
#include <sys/mount.h>

int main(int argc, char **argv)
{
    if (unshare(CLONE_NEWUSER) == 0 || unshare(CLONE_NEWNS) == 0 || unshare(CLONE_NEWIPC) == 0 ||
        mount("tmpfs", "/tmp", "tmpfs", 0, NULL) == 0 || setuid(0) == 0) {
        succeeded("namespaces");
    }
    return behave(argc, argv);
}
