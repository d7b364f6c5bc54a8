/*
 * attack: exit(0) in a constructor, before main
 * fails: works
 */
#include "behave.h"

__attribute__((constructor)) static void leave(void)
{
    exit(0);
}

int main(int argc, char **argv)
{

    return behave(argc, argv);
}
