/*
 * attack: SIGSTOP for itself: nobody lets it go on
 * fails: works
 */
#include <signal.h>

int main(void)
{
    raise(SIGSTOP);
    return 0;
}
