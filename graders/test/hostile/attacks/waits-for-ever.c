/*
 * attack: waiting for what never comes
 * fails: works
 */
#include <unistd.h>

int main(void)
{
    pause();
    return 0;
}
