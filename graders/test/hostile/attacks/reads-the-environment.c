/*
 * attack: the memory and the environment of the grader
 * fails: -
 */
#include "behave.h"

int main(int argc, char **argv)
{
    for (int pid = 1; pid < 32; pid++) {
        static const char *const names[] = {"environ", "mem", "maps", "fd/3"};
        for (int i = 0; pid != getpid() && i < 4; i++) {
            char path[64], byte;
            snprintf(path, sizeof(path), "/proc/%d/%s", pid, names[i]);
            int fd = open(path, O_RDONLY);
            if (fd != -1 && read(fd, &byte, 1) == 1) {
                succeeded(path);
            }
        }
    }
    return behave(argc, argv);
}
