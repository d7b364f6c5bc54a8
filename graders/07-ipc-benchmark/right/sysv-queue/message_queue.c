/*
 * right: a System V queue, which whoever receives removes
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <time.h>

#include "lifeline.h"
#include "transport.h"

enum { PIECE = 2000, LEAST_PIECE = 64 };

struct piece {
    long type; /* > 0 */
    char bytes[PIECE];
};

struct queue_state {
    int id;
    size_t size; /* of a piece: no more than the queue takes */
    enum side side;
    bool joined;
    struct lifeline lifeline;
};

static int queue_open(struct channel *channel, size_t message_size)
{
    (void)message_size;
    struct queue_state *state = calloc(1, sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    if (lifeline_open(&state->lifeline) == -1) {
        free(state);
        return -1;
    }
    state->id = msgget(IPC_PRIVATE, 0600);
    if (state->id == -1) {
        int error = errno;
        lifeline_close(&state->lifeline);
        free(state);
        errno = error;
        return -1;
    }
    state->size = PIECE;
    channel->state = state;
    return 0;
}

static int queue_join(struct channel *channel, enum side side)
{
    struct queue_state *state = channel->state;
    state->side = side;
    state->joined = true;
    lifeline_join(&state->lifeline, side);
    return 0;
}

/* There is no wait with a time limit for these queues: ask, and sleep a little. */
static int rest(const struct queue_state *state, bool *last)
{
    if (*last) {
        errno = EPIPE;
        return -1;
    }
    *last = lifeline_cut(&state->lifeline, state->side);
    nanosleep(&(struct timespec){.tv_nsec = 50000}, NULL);
    return 0;
}

static int queue_send(struct channel *channel, const void *message, size_t size)
{
    struct queue_state *state = channel->state;
    struct piece piece = {.type = 1};
    const char *next = message;
    bool last = false;
    while (size > 0) {
        size_t length = size < state->size ? size : state->size;
        memcpy(piece.bytes, next, length);
        if (msgsnd(state->id, &piece, length, IPC_NOWAIT) == 0) {
            next += length;
            size -= length;
        } else if (errno == EINVAL && state->size > LEAST_PIECE) {
            state->size /= 2; /* the administrator has set a lower limit */
        } else if (errno != EINTR && (errno != EAGAIN || rest(state, &last) == -1)) {
            return -1;
        }
    }
    return 0;
}

static int queue_receive(struct channel *channel, void *buffer, size_t size)
{
    struct queue_state *state = channel->state;
    struct piece piece;
    char *next = buffer;
    bool last = false;
    while (size > 0) {
        ssize_t got = msgrcv(state->id, &piece, PIECE, 0, IPC_NOWAIT);
        if (got >= 0) {
            memcpy(next, piece.bytes, (size_t)got);
            next += got;
            size -= (size_t)got;
        } else if (errno != EINTR && (errno != ENOMSG || rest(state, &last) == -1)) {
            return -1;
        }
    }
    return 0;
}

static int queue_close(struct channel *channel)
{
    struct queue_state *state = channel->state;
    /* What a sender leaves may still be wanted, unless nobody is there any more. */
    if (!state->joined || state->side == RECEIVER || lifeline_cut(&state->lifeline, state->side)) {
        msgctl(state->id, IPC_RMID, NULL);
    }
    lifeline_close(&state->lifeline);
    free(state);
    return 0;
}

const struct transport message_queue_transport = {
    .name = "message-queue",
    .open = queue_open,
    .join = queue_join,
    .send = queue_send,
    .receive = queue_receive,
    .close = queue_close,
};
