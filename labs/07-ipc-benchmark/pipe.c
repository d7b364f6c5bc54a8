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

static int pipe_open(struct channel *channel, size_t message_size)
{
    /*
     * TODO 1: make a pipe and remember both ends in a struct pipe_state of the heap. If something
     * fails, nothing is left. See pipe(2), malloc(3).
     */
    (void)channel;
    (void)message_size;
    errno = ENOSYS;
    return -1;
}

static int pipe_join(struct channel *channel, enum side side)
{
    /*
     * TODO 2: after the fork both processes have both ends. Which one must each of them close, so
     * that it sees the death of the other? See pipe(7), "I/O on pipes and FIFOs".
     */
    (void)channel;
    (void)side;
    errno = ENOSYS;
    return -1;
}

static int pipe_send(struct channel *channel, const void *message, size_t size)
{
    /*
     * TODO 3: write the whole message. A write may take a part of it only, and a signal may end it
     * before it has taken anything. See write(2).
     */
    (void)channel;
    (void)message;
    (void)size;
    errno = ENOSYS;
    return -1;
}

static int pipe_receive(struct channel *channel, void *buffer, size_t size)
{
    /*
     * TODO 4: read the whole message. What does a read return when it got a part, when a signal
     * came, when no writer is left? See read(2).
     */
    (void)channel;
    (void)buffer;
    (void)size;
    errno = ENOSYS;
    return -1;
}

static int pipe_close(struct channel *channel)
{
    /* TODO 5: close what is still open, and free the memory. See close(2), free(3). */
    (void)channel;
    errno = ENOSYS;
    return -1;
}

const struct transport pipe_transport = {
    .name = "pipe",
    .open = pipe_open,
    .join = pipe_join,
    .send = pipe_send,
    .receive = pipe_receive,
    .close = pipe_close,
};
