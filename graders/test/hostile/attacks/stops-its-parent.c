/*
 * attack: SIGSTOP for its parent, which should end it
 * fails: -
 */
#include "behave.h"

#include <signal.h>

int main(int argc, char **argv)
{
    kill(getppid(), SIGSTOP);
    return behave(argc, argv);
}
