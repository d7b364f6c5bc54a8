/*
 * attack: SIGKILL, as if somebody had ended it
 * fails: works
 */
#include <signal.h>

int main(void)
{
    return raise(SIGKILL);
}
