/*
 * attack: a report of Valgrind's without an error, written to where it goes
 * fails: memory
 * lab: tools
 */
#include "behave.h"

#include <string.h>

int main(int argc, char **argv)
{
    for (int fd = 3; fd < 2048; fd++) {
        char path[64];
        snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
        int log = open(path, O_WRONLY);
        if (log != -1) {
            ftruncate(log, 0);
            dprintf(log, "==%d== ERROR SUMMARY: 0 errors from 0 contexts\n", getpid());
            close(log);
        }
        dprintf(fd, "==%d== ERROR SUMMARY: 0 errors from 0 contexts\n", getpid());
    }
    memset(malloc(10), 1, 11);
    return behave(argc, argv);
}
