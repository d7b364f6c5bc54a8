/*
 * attack: reading from stdin, where nobody types
 * fails: -
 */
#include "behave.h"

int main(int argc, char **argv)
{
    while (getchar() != EOF) {
    }
    return behave(argc, argv);
}
