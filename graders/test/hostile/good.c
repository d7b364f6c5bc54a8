/* The exercise, done as it should be: graded before and after each series of attacks. */
#include "behave.h"

int main(int argc, char **argv)
{
    return behave(argc, argv);
}
