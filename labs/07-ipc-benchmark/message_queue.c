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
};

static int queue_open(struct channel *channel, size_t message_size)
{
    /*
     * TODO 1: make a queue whose name is its own and begins with IPC_NAME, and a lifeline. How
     * large may a piece be here, and how many may there be? An administrator may have set the
     * limits lower than the usual ones. See mq_overview(7), mq_open(3), mq_getattr(3).
     *
     * TODO 2: the child will inherit the open queue. Does it need the name? See mq_unlink(3).
     */
    (void)channel;
    (void)message_size;
    errno = ENOSYS;
    return -1;
}

static int queue_join(struct channel *channel, enum side side)
{
    /* TODO 3: what has each side to give up here? See lifeline.h. */
    (void)channel;
    (void)side;
    errno = ENOSYS;
    return -1;
}

static int queue_send(struct channel *channel, const void *message, size_t size)
{
    /*
     * TODO 4: send the message in pieces, all with the same priority. When the queue is full, a
     * receiver that has died will never make room: wait with a time limit, and look after it each
     * time. See mq_timedsend(3).
     */
    (void)channel;
    (void)message;
    (void)size;
    errno = ENOSYS;
    return -1;
}

static int queue_receive(struct channel *channel, void *buffer, size_t size)
{
    /*
     * TODO 5: put the pieces together. How much room does a receive want, also for a small piece?
     * When the sender has died: may there still be something in the queue? See mq_timedreceive(3).
     */
    (void)channel;
    (void)buffer;
    (void)size;
    errno = ENOSYS;
    return -1;
}

static int queue_close(struct channel *channel)
{
    /* TODO 6: give up all that open took. See mq_close(3). */
    (void)channel;
    errno = ENOSYS;
    return -1;
}

const struct transport message_queue_transport = {
    .name = "message-queue",
    .open = queue_open,
    .join = queue_join,
    .send = queue_send,
    .receive = queue_receive,
    .close = queue_close,
};
