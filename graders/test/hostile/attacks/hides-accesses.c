/*
 * attack: an attribute that hides accesses to memory from shmcheck
 * fails: explored
 * lab: tools
 */
#include "behave.h"

__attribute__((no_sanitize("thread"))) static int hidden(volatile int *value)
{
    return *value;
}

int main(int argc, char **argv)
{
    return hidden(&argc) == argc ? behave(argc, argv) : 1;
}
