/*
 * attack: SIGKILL for every process that it may send one to
 * fails: -
 */
#include "behave.h"

#include <signal.h>

int main(int argc, char **argv)
{
    kill(-1, SIGKILL);
    return behave(argc, argv);
}
