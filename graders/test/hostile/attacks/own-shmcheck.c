/*
 * attack: a copy of the functions of shmcheck's runtime
 * fails: explored
 * lab: tools
 */
#include "behave.h"

int shmcheck_shm_open(void)
{
    return -1;
}

int main(int argc, char **argv)
{
    return behave(argc, argv);
}
