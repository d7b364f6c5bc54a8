/*
 * attack: results written to every descriptor that the grader may have left open
 * fails: -
 */
#include "behave.h"

int main(int argc, char **argv)
{
    for (int fd = 3; fd < 2048; fd++) {
        if (write(fd, "ok 2 forged\n", 12) > 0) {
            succeeded("an inherited descriptor");
        }
    }
    return behave(argc, argv);
}
