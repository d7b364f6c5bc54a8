/*
 * attack: the files behind its stdout and stderr, cut off, and without any rights
 * fails: works
 */
#include "behave.h"

#include <sys/stat.h>

int main(int argc, char **argv)
{
    int status = behave(argc, argv);
    fflush(stdout);
    ftruncate(1, 0);
    fchmod(1, 0);
    fchmod(2, 0);
    _exit(status);
    return behave(argc, argv);
}
