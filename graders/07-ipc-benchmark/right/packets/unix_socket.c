/*
 * right: a socket that keeps packets apart, each of 1500 bytes at most
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport.h"

struct socket_state {
    int end[2]; /* by side: SENDER's and RECEIVER's; -1 = closed */
};

/* A packet is sent whole, and must fit into the smallest buffer that a socket can have. */
enum { PACKET = 1500 };

static void drop(int *end)
{
    if (*end != -1) {
        close(*end);
        *end = -1;
    }
}

static int socket_open(struct channel *channel, size_t message_size)
{
    (void)message_size;
    struct socket_state *state = malloc(sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, state->end) == -1) {
        int error = errno;
        free(state);
        errno = error;
        return -1;
    }
    channel->state = state;
    return 0;
}

static int socket_join(struct channel *channel, enum side side)
{
    struct socket_state *state = channel->state;
    drop(&state->end[side == SENDER ? RECEIVER : SENDER]);
    return 0;
}

static int socket_send(struct channel *channel, const void *message, size_t size)
{
    const struct socket_state *state = channel->state;
    const char *next = message;
    while (size > 0) {
        /* MSG_NOSIGNAL: a receiver that has gone is EPIPE, and not the death of this process. */
        ssize_t sent = send(state->end[SENDER], next, size < PACKET ? size : PACKET, MSG_NOSIGNAL);
        if (sent == -1 && errno == EINTR) {
            continue;
        }
        if (sent == -1) {
            return -1;
        }
        next += sent;
        size -= (size_t)sent;
    }
    return 0;
}

static int socket_receive(struct channel *channel, void *buffer, size_t size)
{
    const struct socket_state *state = channel->state;
    char *next = buffer;
    while (size > 0) {
        ssize_t got = recv(state->end[RECEIVER], next, size < PACKET ? size : PACKET, 0);
        if (got == -1 && errno == EINTR) {
            continue;
        }
        if (got == -1) {
            return -1;
        }
        if (got == 0) {
            errno = EPIPE;
            return -1;
        }
        next += got;
        size -= (size_t)got;
    }
    return 0;
}

static int socket_close(struct channel *channel)
{
    struct socket_state *state = channel->state;
    drop(&state->end[SENDER]);
    drop(&state->end[RECEIVER]);
    free(state);
    return 0;
}

const struct transport unix_socket_transport = {
    .name = "unix-socket",
    .open = socket_open,
    .join = socket_join,
    .send = socket_send,
    .receive = socket_receive,
    .close = socket_close,
};
