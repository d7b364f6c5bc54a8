/*
 * attack: limits raised again: of its own, and those of the room
 * fails: -
 */
#include "behave.h"

#include <sys/resource.h>

int main(int argc, char **argv)
{
    struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
    if (setrlimit(RLIMIT_NPROC, &limit) == 0 || setrlimit(RLIMIT_AS, &limit) == 0 ||
        setrlimit(RLIMIT_CPU, &limit) == 0 || setpriority(PRIO_PROCESS, 0, -10) == 0 ||
        open("/proc/sys/kernel/shmall", O_WRONLY) != -1 ||
        open("/proc/sys/kernel/core_pattern", O_WRONLY) != -1) {
        succeeded("limits");
    }
    return behave(argc, argv);
}
