/*
 * unix_socket.c - messages through a pair of connected Unix sockets.
 *
 * A stream socket carries bytes, as a pipe does. Both of its ends can read and write.
 *
 * Read before: pipe.c. Read next: message_queue.c.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport.h"

struct socket_state {
    int end[2]; /* by side: SENDER's and RECEIVER's; -1 = closed */
};

static int socket_open(struct channel *channel, size_t message_size)
{
    /*
     * TODO 1: make a pair of connected stream sockets, and remember both in a struct socket_state
     * of the heap. If something fails, nothing is left. See socketpair(2), unix(7).
     */
    (void)channel;
    (void)message_size;
    errno = ENOSYS;
    return -1;
}

static int socket_join(struct channel *channel, enum side side)
{
    /* TODO 2: keep your own end only, for the same reason as with the pipe. */
    (void)channel;
    (void)side;
    errno = ENOSYS;
    return -1;
}

static int socket_send(struct channel *channel, const void *message, size_t size)
{
    /* TODO 3: send the whole message. What can come back from send(2) other than all or -1? */
    (void)channel;
    (void)message;
    (void)size;
    errno = ENOSYS;
    return -1;
}

static int socket_receive(struct channel *channel, void *buffer, size_t size)
{
    /* TODO 4: receive the whole message, as from a pipe. See recv(2). */
    (void)channel;
    (void)buffer;
    (void)size;
    errno = ENOSYS;
    return -1;
}

static int socket_close(struct channel *channel)
{
    /* TODO 5: close what is still open, and free the memory. */
    (void)channel;
    errno = ENOSYS;
    return -1;
}

const struct transport unix_socket_transport = {
    .name = "unix-socket",
    .open = socket_open,
    .join = socket_join,
    .send = socket_send,
    .receive = socket_receive,
    .close = socket_close,
};
