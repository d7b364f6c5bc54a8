/*
 * attack: the solution, whose path it knows
 * fails: -
 */
#include "behave.h"

int main(int argc, char **argv)
{
    if (open("@TOP@/solutions/90-box/program.c", O_RDONLY) != -1 ||
        open("@TOP@/graders/90-box/grade.bats", O_RDONLY) != -1) {
        succeeded("a file of the suite");
    }
    return behave(argc, argv);
}
