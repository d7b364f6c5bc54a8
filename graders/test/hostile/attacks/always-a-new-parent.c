/*
 * attack: a process that lives on in its children, each for a moment only
 * fails: nothing-left
 */
#include "behave.h"

int main(int argc, char **argv)
{
    if (fork() == 0) {
        setsid();
        for (;;) {
            if (fork() > 0) {
                _exit(0);
            }
            usleep(1000);
        }
    }
    return behave(argc, argv);
}
