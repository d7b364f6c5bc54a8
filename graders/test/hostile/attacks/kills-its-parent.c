/*
 * attack: SIGKILL and SIGTERM for its parent
 * fails: -
 */
#include "behave.h"

#include <signal.h>

int main(int argc, char **argv)
{
    kill(getppid(), SIGTERM);
    kill(getppid(), SIGKILL);
    return behave(argc, argv);
}
