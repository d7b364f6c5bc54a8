/* lifeline.c - a pair of sockets that only has ends; see lifeline.h. */
#include "lifeline.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

static void drop(int *end)
{
    if (*end != -1) {
        close(*end);
        *end = -1;
    }
}

int lifeline_open(struct lifeline *lifeline)
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, lifeline->end) == -1) {
        lifeline->end[SENDER] = lifeline->end[RECEIVER] = -1;
        return -1;
    }
    return 0;
}

void lifeline_join(struct lifeline *lifeline, enum side side)
{
    drop(&lifeline->end[side == SENDER ? RECEIVER : SENDER]);
}

bool lifeline_cut(const struct lifeline *lifeline, enum side side)
{
    struct pollfd end = {.fd = lifeline->end[side], .events = POLLIN};
    /* Time limit 0: a look, not a wait. Nothing is ever sent, so whatever there is to see is its
     * end.
     */
    return poll(&end, 1, 0) == 1;
}

void lifeline_close(struct lifeline *lifeline)
{
    drop(&lifeline->end[SENDER]);
    drop(&lifeline->end[RECEIVER]);
}
