/* wait_by_id.c - a parent waits with waitid for one child and then for any, and reads how each
 * ended.
 *
 * verdict: clean
 * options: --expect "exited 7, exited 8"
 */
#include "common.h"

#include <signal.h>

static void exits(void *argument)
{
    ++*(int *)argument;
    _exit(7);
}

static void exits_too(void *argument)
{
    ++*(int *)argument;
    _exit(8);
}

int main(void)
{
    int *data = share(sizeof(*data));
    siginfo_t first, second;
    pid_t child = start(exits, data);

    if (waitid(P_PID, (id_t)child, &first, WEXITED) == -1) {
        return 1;
    }
    start(exits_too, data);
    if (waitid(P_ALL, 0, &second, WEXITED) == -1) {
        return 1;
    }
    printf("%s %d, %s %d\n", first.si_code == CLD_EXITED ? "exited" : "?", first.si_status,
           second.si_code == CLD_EXITED ? "exited" : "?", second.si_status);
    return 0;
}
