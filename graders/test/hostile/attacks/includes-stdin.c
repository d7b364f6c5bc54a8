/*
 * attack: #include of the compiler's stdin, which waits for who types
 * fails: -
 */
#include "behave.h"

#include "/dev/stdin"

int main(int argc, char **argv)
{

    return behave(argc, argv);
}
