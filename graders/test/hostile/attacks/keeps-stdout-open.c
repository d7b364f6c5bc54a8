/*
 * attack: a child that keeps stdout open after the end
 * fails: nothing-left
 */
#include "behave.h"

int main(int argc, char **argv)
{
    if (fork() == 0) {
        sleep(100000);
        _exit(0);
    }
    return behave(argc, argv);
}
