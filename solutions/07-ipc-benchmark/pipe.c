/*
 * pipe.c - messages through a pipe.
 *
 * A pipe carries bytes and knows no messages: what one write put in, several reads may take out.
 *
 * Read before: transport.h, the contract. Read next: unix_socket.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "transport.h"

struct pipe_state {
    int end[2]; /* as pipe(2) gives them: 0 to read from, 1 to write to; -1 = closed */
};
//: begin

/*
 * How much the pipe shall hold. The default is 64 KiB: then a writer of 1 MiB goes to sleep sixteen
 * times. The kernel has every page that a pipe ever holds allocated and copied into, so more than
 * the processor's cache keeps would be slower again.
 */
enum { PIPE_SIZE = 256 * 1024 };

static void drop(int *end)
{
    if (*end != -1) {
        close(*end);
        *end = -1;
    }
}
//: end

static int pipe_open(struct channel *channel, size_t message_size)
{
    //: begin
    (void)message_size;
    struct pipe_state *state = malloc(sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    if (pipe2(state->end, O_CLOEXEC) == -1) {
        int error = errno;
        free(state);
        errno = error;
        return -1;
    }
    /* A wish: a user may have only so many pages in pipes. With the default it works as well. */
    fcntl(state->end[1], F_SETPIPE_SZ, PIPE_SIZE);
    channel->state = state;
    return 0;
    //: instead
    //: /*
    //:  * TODO 1: make a pipe and remember both ends in a struct pipe_state of the heap. If something
    //:  * fails, nothing is left. See pipe(2), malloc(3).
    //:  */
    //: (void)channel;
    //: (void)message_size;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int pipe_join(struct channel *channel, enum side side)
{
    //: begin
    /*
     * The end of a pipe is seen when its last writer has closed, and nobody's own copy may count:
     * who reads and still has the other end open would wait for itself.
     */
    struct pipe_state *state = channel->state;
    drop(&state->end[side == SENDER ? 0 : 1]);
    return 0;
    //: instead
    //: /*
    //:  * TODO 2: after the fork both processes have both ends. Which one must each of them close, so
    //:  * that it sees the death of the other? See pipe(7), "I/O on pipes and FIFOs".
    //:  */
    //: (void)channel;
    //: (void)side;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int pipe_send(struct channel *channel, const void *message, size_t size)
{
    //: begin
    const struct pipe_state *state = channel->state;
    const char *next = message;
    while (size > 0) {
        ssize_t written = write(state->end[1], next, size);
        if (written == -1 && errno == EINTR) {
            continue;
        }
        if (written == -1) {
            return -1;
        }
        /* Less than asked for, if a signal came when a part was in the pipe already. */
        next += written;
        size -= (size_t)written;
    }
    return 0;
    //: instead
    //: /*
    //:  * TODO 3: write the whole message. A write may take a part of it only, and a signal may end it
    //:  * before it has taken anything. See write(2).
    //:  */
    //: (void)channel;
    //: (void)message;
    //: (void)size;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int pipe_receive(struct channel *channel, void *buffer, size_t size)
{
    //: begin
    const struct pipe_state *state = channel->state;
    char *next = buffer;
    while (size > 0) {
        ssize_t got = read(state->end[0], next, size);
        if (got == -1 && errno == EINTR) {
            continue;
        }
        if (got == -1) {
            return -1;
        }
        if (got == 0) {
            errno = EPIPE; /* for read this is no error, for a message it is */
            return -1;
        }
        next += got;
        size -= (size_t)got;
    }
    return 0;
    //: instead
    //: /*
    //:  * TODO 4: read the whole message. What does a read return when it got a part, when a signal
    //:  * came, when no writer is left? See read(2).
    //:  */
    //: (void)channel;
    //: (void)buffer;
    //: (void)size;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

static int pipe_close(struct channel *channel)
{
    //: begin
    struct pipe_state *state = channel->state;
    drop(&state->end[0]);
    drop(&state->end[1]);
    free(state);
    return 0;
    //: instead
    //: /* TODO 5: close what is still open, and free the memory. See close(2), free(3). */
    //: (void)channel;
    //: errno = ENOSYS;
    //: return -1;
    //: end
}

const struct transport pipe_transport = {
    .name = "pipe",
    .open = pipe_open,
    .join = pipe_join,
    .send = pipe_send,
    .receive = pipe_receive,
    .close = pipe_close,
};
