/*
 * attack: sleeping, without computing and without being blocked
 * fails: works
 */
#include <unistd.h>

int main(void)
{
    for (;;) {
        sleep(1000);
    }
}
