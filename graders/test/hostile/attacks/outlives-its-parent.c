/*
 * attack: a daemon: two forks and a session of its own
 * fails: nothing-left
 */
#include "behave.h"

#include <sys/wait.h>

int main(int argc, char **argv)
{
    if (fork() == 0) {
        setsid();
        if (fork() == 0) {
            for (;;) {
                pause();
            }
        }
        _exit(0);
    }
    wait(NULL);
    return behave(argc, argv);
}
