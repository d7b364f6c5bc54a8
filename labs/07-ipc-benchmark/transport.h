/*
 * transport.h - what carries messages from one process to another: the contract of all four.
 *
 * A channel has one sender and one receiver. One process opens it and forks; then each of the two
 * joins it as what it is, sends or receives, and closes it:
 *
 *     open(&channel, 1 << 20);
 *     if (fork() == 0) {                       // a child that sends
 *         join(&channel, SENDER);
 *         send(&channel, message, size);
 *         close(&channel);
 *         _exit(EXIT_SUCCESS);
 *     }
 *     join(&channel, RECEIVER);                // a parent that receives, or the other way round
 *     receive(&channel, buffer, size);
 *     close(&channel);
 *
 * Name and size below can be set from outside (cc -DSHM_SIZE=4096). The grader does exactly that.
 */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stddef.h>

/*
 * The beginning of every name that a transport gives to an object of the system. Several channels
 * may be open at the same time: a name that stays after open must not be the same for two of them.
 */
#ifndef IPC_NAME
#define IPC_NAME "/ipc_bench"
#endif

/*
 * How many bytes of messages shared memory holds, at most, where the design is free to choose: a
 * multiple of 64. Messages may be longer.
 */
#ifndef SHM_SIZE
#define SHM_SIZE 1048576
#endif

enum side { SENDER, RECEIVER };

/* One way from one process to another. */
struct channel {
    void *state; /* the transport's own: open sets it, close frees it */
};

/*
 * Each function returns 0, or -1 with errno, and prints nothing. A transport is a guest in the
 * process: it leaves signal handlers, signal mask and timers alone. Its caller ignores SIGPIPE.
 */
struct transport {
    const char *name;

    /*
     * Makes a channel for messages of 1 to `message_size` bytes. If it fails, nothing is left of
     * it.
     */
    int (*open)(struct channel *channel, size_t message_size);

    /*
     * Called once in each of the two processes after the fork. From now on the death of the other
     * side can be seen, so what only the other side needs has to be given up here.
     */
    int (*join)(struct channel *channel, enum side side);

    /*
     * Sends the `size` bytes at `message` as one message. They are the caller's again when it
     * returns; whether they have arrived by then is free. Waits while there is no room. The
     * receiver has closed or died: -1, at the latest when there is no room any more.
     */
    int (*send)(struct channel *channel, const void *message, size_t size);

    /*
     * Waits for the next message and stores it at `buffer`. The caller knows its size: `size` is
     * what was given to send. The sender has closed or died, and no whole message is there any
     * more: -1. What was sent before that still arrives.
     */
    int (*receive)(struct channel *channel, void *buffer, size_t size);

    /* Gives up what this process has of the channel, joined or not. */
    int (*close)(struct channel *channel);
};

extern const struct transport pipe_transport;
extern const struct transport unix_socket_transport;
extern const struct transport message_queue_transport;
extern const struct transport shared_memory_transport;

#endif
