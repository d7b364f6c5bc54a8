/*
 * message_queue.c - a queue as it comes, with calls that wait without looking after the other side;
 * for bench.
 */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lifeline.h"
#include "transport.h"

struct queue_state {
    mqd_t queue;
    size_t piece_size; /* the most bytes that one message of the queue may have */
    struct lifeline lifeline;
    enum side side;
    char *piece; /* piece_size bytes, for pieces that are received */
};

/*
 * What the queue shall be like. Each piece costs two system calls, so the larger the better, and
 * more pieces let sender and receiver work at the same time. The limits of an ordinary user are
 * 8192 bytes and 10 pieces unless the administrator has set others (mq_overview(7)).
 */
enum { WANTED_PIECE_SIZE = 65536, WANTED_PIECES = 16 };

/* Prints into `name` a name that no other channel has. */
static void name_queue(char *name, size_t size)
{
    static int number;
    snprintf(name, size, "%s-%ld-%d", IPC_NAME, (long)getpid(), number++);
}

/* The limit in the file of that name, or `fallback` if it cannot be read; at most `wanted`. */
static long limit(const char *file, long fallback, long wanted)
{
    char path[64], text[32] = "";
    snprintf(path, sizeof(path), "/proc/sys/fs/mqueue/%s", file);
    FILE *stream = fopen(path, "re");
    if (stream != NULL) {
        if (fgets(text, sizeof(text), stream) == NULL) {
            text[0] = '\0';
        }
        fclose(stream);
    }
    long value = strtol(text, NULL, 10);
    if (value <= 0) {
        value = fallback;
    }
    return value < wanted ? value : wanted;
}

/* Opens a queue without a name, with pieces as large as it gets; returns -1 if there is none. */
static mqd_t make_queue(size_t *piece_size)
{
    char name[256];
    name_queue(name, sizeof(name));
    struct mq_attr attributes = {
        .mq_maxmsg = limit("msg_max", 10, WANTED_PIECES),
        .mq_msgsize = limit("msgsize_max", 8192, WANTED_PIECE_SIZE),
    };
    mqd_t queue;
    for (;;) {
        /* What a killed run with our process number has left is not ours to use: O_EXCL. */
        queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600, &attributes);
        if (queue == -1 && errno == EEXIST && mq_unlink(name) == 0) {
            continue;
        }
        /* All queues of a user together have a limit too (RLIMIT_MSGQUEUE): ask for less. */
        if (queue == -1 && errno == EMFILE && attributes.mq_msgsize > 1024) {
            attributes.mq_msgsize /= 2;
            continue;
        }
        break;
    }
    if (queue != -1) {
        /* The child inherits the queue. Without a name it ends with its last user. */
        mq_unlink(name);
        *piece_size = (size_t)attributes.mq_msgsize;
    }
    return queue;
}

/* The moment, one tenth of a second from now, when a wait ends to look after the other side. */
static struct timespec next_look(void)
{
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    moment.tv_nsec += 100000000;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_nsec -= 1000000000;
        moment.tv_sec++;
    }
    return moment;
}

/*
 * What a timed call that failed means: true, call it again (`*last` says that the other side has
 * gone, so that it can only take what is there); false, give up.
 */
static bool go_on(const struct queue_state *state, struct timespec *look, bool *last)
{
    if (errno == EINTR) {
        return true;
    }
    if (errno != ETIMEDOUT) {
        return false;
    }
    if (*last) {
        errno = EPIPE;
        return false;
    }
    *last = lifeline_cut(&state->lifeline, state->side);
    *look = next_look();
    return true;
}

static int queue_open(struct channel *channel, size_t message_size)
{
    (void)message_size;
    struct queue_state *state = calloc(1, sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    state->queue = -1;
    if (lifeline_open(&state->lifeline) == 0 &&
        (state->queue = make_queue(&state->piece_size)) != -1 &&
        (state->piece = malloc(state->piece_size)) != NULL) {
        channel->state = state;
        return 0;
    }
    int error = errno;
    lifeline_close(&state->lifeline);
    if (state->queue != -1) {
        mq_close(state->queue);
    }
    free(state);
    errno = error;
    return -1;
}

static int queue_join(struct channel *channel, enum side side)
{
    struct queue_state *state = channel->state;
    state->side = side;
    lifeline_join(&state->lifeline, side);
    return 0;
}

static int queue_send(struct channel *channel, const void *message, size_t size)
{
    const struct queue_state *state = channel->state;
    const char *next = message;
    struct timespec look = next_look();
    bool last = false;
    while (size > 0) {
        size_t length = size < state->piece_size ? size : state->piece_size;
        if (mq_send(state->queue, next, length, 0) == 0) {
            next += length;
            size -= length;
        } else if (!go_on(state, &look, &last)) {
            return -1;
        }
    }
    return 0;
}

static int queue_receive(struct channel *channel, void *buffer, size_t size)
{
    const struct queue_state *state = channel->state;
    char *next = buffer;
    struct timespec look = next_look();
    bool last = false;
    while (size > 0) {
        /* mq_receive wants room for the largest piece, even if a smaller one is next. */
        bool direct = size >= state->piece_size;
        ssize_t got =
            mq_receive(state->queue, direct ? next : state->piece, state->piece_size, NULL);
        if (got == -1 && !go_on(state, &look, &last)) {
            return -1;
        }
        if (got == -1) {
            continue;
        }
        if ((size_t)got > size) {
            errno = EMSGSIZE;
            return -1;
        }
        if (!direct) {
            memcpy(next, state->piece, (size_t)got);
        }
        next += got;
        size -= (size_t)got;
    }
    return 0;
}

static int queue_close(struct channel *channel)
{
    struct queue_state *state = channel->state;
    mq_close(state->queue);
    lifeline_close(&state->lifeline);
    free(state->piece);
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
