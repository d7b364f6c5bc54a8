/*
 * attack: children that nobody waits for
 * fails: nothing-left
 */
#include "behave.h"

int main(int argc, char **argv)
{
    for (int i = 0; i < 5; i++) {
        if (fork() == 0) {
            _exit(0);
        }
    }
    return behave(argc, argv);
}
