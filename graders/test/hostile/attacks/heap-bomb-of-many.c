/*
 * attack: heap in many processes, each below its limit
 * fails: works
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 8; i++) {
        if (fork() == 0) {
            memset(malloc(64 << 20), 1, 64 << 20);
            pause();
        }
    }
    pause();
    return 0;
}
