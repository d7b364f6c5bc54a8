/*
 * attack: output without end
 * fails: works
 */
#include <stdio.h>

int main(void)
{
    for (;;) {
        puts("more and more and more and more and more and more and more and more");
    }
}
