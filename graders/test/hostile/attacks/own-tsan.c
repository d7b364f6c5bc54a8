/*
 * attack: a copy of the functions through which shmcheck sees every access
 * fails: explored
 * lab: tools
 */
#include "behave.h"

void __tsan_write4(void *address)
{
    (void)address;
}

int main(int argc, char **argv)
{
    return behave(argc, argv);
}
