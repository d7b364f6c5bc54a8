/* left_child.c - nobody waits for the child.
 *
 * verdict: left-behind
 */
#include "common.h"

static void work(void *argument)
{
    *(int *)argument = 1;
}

int main(void)
{
    start(work, share(sizeof(int)));
    return 0;
}
