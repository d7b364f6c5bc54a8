/*
 * message_queue.c - messages through a POSIX message queue, cut into pieces that it takes.
 *
 * A queue keeps messages apart and in order, but each may have so many bytes only, and there may be
 * so many in it. A queue does not know whether anybody is at its other end.
 *
 * Read before: pipe.c, lifeline.h. Read next: shared_memory.c.
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
    //: begin
    enum side side;
    char *piece; /* piece_size bytes, for pieces that are received */
    //: end
};
//: begin

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
        /* The child inherits the queue. Without a name it lives as long as somebody has it open. */
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
//: end

static int queue_open(struct channel *channel, size_t message_size)
{
    //: begin
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
    //: instead
    //: /*
    //:  * TODO 1: make a queue whose name is its own and begins with IPC_NAME, and a lifeline. How
    //:  * large may a piece be here, and how many may there be? An administrator may have set the
    //:  * limits lower than the usual ones. See mq_overview(7), mq_open(3), mq_getattr(3).
    //:  *
    //:  * TODO 2: the child will inherit the open queue. Does it need the name? See mq_unlink(3).
    //:  */
    //: (void)channel;
    //: (void)message_size;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int queue_join(struct channel *channel, enum side side)
{
    //: begin
    struct queue_state *state = channel->state;
    state->side = side;
    lifeline_join(&state->lifeline, side);
    return 0;
    //: instead
    //: /* TODO 3: what has each side to give up here? See lifeline.h. */
    //: (void)channel;
    //: (void)side;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int queue_send(struct channel *channel, const void *message, size_t size)
{
    //: begin
    const struct queue_state *state = channel->state;
    const char *next = message;
    struct timespec look = next_look();
    bool last = false;
    while (size > 0) {
        size_t length = size < state->piece_size ? size : state->piece_size;
        if (mq_timedsend(state->queue, next, length, 0, &look) == 0) {
            next += length;
            size -= length;
        } else if (!go_on(state, &look, &last)) {
            return -1;
        }
    }
    return 0;
    //: instead
    //: /*
    //:  * TODO 4: send the message in pieces, all with the same priority. When the queue is full, a
    //:  * receiver that has died will never make room: wait with a time limit, and look after it each
    //:  * time. See mq_timedsend(3).
    //:  */
    //: (void)channel;
    //: (void)message;
    //: (void)size;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int queue_receive(struct channel *channel, void *buffer, size_t size)
{
    //: begin
    const struct queue_state *state = channel->state;
    char *next = buffer;
    struct timespec look = next_look();
    bool last = false;
    while (size > 0) {
        /* mq_receive wants room for the largest piece, even if a smaller one is next. */
        bool direct = size >= state->piece_size;
        ssize_t got = mq_timedreceive(state->queue, direct ? next : state->piece, state->piece_size,
                                      NULL, &look);
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
    //: instead
    //: /*
    //:  * TODO 5: put the pieces together. How much room does a receive want, also for a small piece?
    //:  * When the sender has died: may there still be something in the queue? See mq_timedreceive(3).
    //:  */
    //: (void)channel;
    //: (void)buffer;
    //: (void)size;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int queue_close(struct channel *channel)
{
    //: begin
    struct queue_state *state = channel->state;
    mq_close(state->queue);
    lifeline_close(&state->lifeline);
    free(state->piece);
    free(state);
    return 0;
    //: instead
    //: /* TODO 6: give up all that open took. See mq_close(3). */
    //: (void)channel;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

const struct transport message_queue_transport = {
    .name = "message-queue",
    .open = queue_open,
    .join = queue_join,
    .send = queue_send,
    .receive = queue_receive,
    .close = queue_close,
};
