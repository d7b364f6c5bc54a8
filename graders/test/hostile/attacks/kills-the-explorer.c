/*
 * attack: SIGKILL for all processes, when shmcheck runs it
 * fails: explored
 * lab: tools
 */
#include "behave.h"

#include <signal.h>

int main(int argc, char **argv)
{
    if (getppid() != 1) {
        kill(getppid(), SIGKILL);
    }
    return behave(argc, argv);
}
