/*
 * wrong: leaves a descriptor open and memory mapped
 * fails: leaves-nothing open-fails
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "transport.h"

struct socket_state {
    int end[2]; /* by side: SENDER's and RECEIVER's; -1 = closed */
};

/*
 * How much may be under way. The default (208 KiB, net.core.wmem_default) counts the kernel's own
 * bookkeeping too. It caps every request with net.core.wmem_max.
 */
enum { SEND_BUFFER = 512 * 1024 };

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
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, state->end) == -1) {
        int error = errno;
        free(state);
        errno = error;
        return -1;
    }
    /* Of a Unix socket only the sender's buffer counts: what is sent lies with the sender until
     * read. */
    int size = SEND_BUFFER;
    setsockopt(state->end[SENDER], SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
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
        ssize_t sent = send(state->end[SENDER], next, size, MSG_NOSIGNAL);
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
        /* MSG_WAITALL: one call for the whole message; a signal can still end it with a part. */
        ssize_t got = recv(state->end[RECEIVER], next, size, MSG_WAITALL);
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
