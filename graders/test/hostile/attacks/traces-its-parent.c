/*
 * attack: ptrace on its parent, to stop it or to make it say something else
 * fails: -
 */
#include "behave.h"

#include <sys/ptrace.h>

int main(int argc, char **argv)
{
    if (ptrace(PTRACE_SEIZE, getppid(), NULL, NULL) == 0 ||
        ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0) {
        succeeded("ptrace");
    }
    return behave(argc, argv);
}
