/* wait_without_hanging.c - a parent asks again and again whether its child has ended.
 *
 * verdict: clean
 * options: --expect 7
 */
#include "common.h"

static void work(void *argument)
{
    *(int *)argument = 7;
}

int main(void)
{
    int *data = share(sizeof(*data));
    pid_t child = start(work, data);

    while (waitpid(child, NULL, WNOHANG) == 0) {
        usleep(1000);
    }
    printf("%d\n", *data);
    return 0;
}
