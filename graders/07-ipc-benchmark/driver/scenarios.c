/* scenarios.c - who may do what when. */
#include "scenarios.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "frame.h"
#include "holdings.h"
#include "pair.h"
#include "settle.h"
#include "traffic.h"

static void run_at_once(struct transfer *transfer)
{
    grader_open_gate(transfer, SENDER);
    grader_open_gate(transfer, RECEIVER);
    grader_start(transfer);
    grader_finish(transfer);
}

/* Messages that one call can move, however it is written: a pipe splits none of them (PIPE_BUF). */
static struct transfer *small_messages(const struct transport *transport)
{
    struct transfer *transfer = grader_new_transfer(transport);
    for (size_t size = 1; size <= 9; size++) {
        grader_add(transfer, size);
    }
    while (transfer->count < 40) {
        grader_add(transfer, (size_t)grader_draw(1, 4000));
    }
    return transfer;
}

void grader_small(const struct transport *transport)
{
    struct transfer *transfer = small_messages(transport);
    grader_expect("%s: %d messages of 1 to 4000 bytes arrive as they were sent, in order",
                  transport->name, transfer->count);
    run_at_once(transfer);
}

void grader_large(const struct transport *transport)
{
    struct transfer *transfer = grader_new_transfer(transport);
    grader_add(transfer, (size_t)grader_draw(1, 100));
    grader_add(transfer, (size_t)grader_draw(2500000, 2621440) * 2 - 1);
    grader_add(transfer, 1);
    grader_add(transfer, 65536);
    grader_add(transfer, (size_t)grader_draw(100000, 200000));
    grader_expect("%s: messages of 1 byte, of 65536, of up to 5 MiB arrive as they were sent",
                  transport->name);
    run_at_once(transfer);

    transfer = grader_new_transfer(transport);
    transfer->small_buffers = true;
    for (int i = 0; i < 3; i++) {
        grader_add(transfer, (size_t)grader_draw(30000, 60000));
        grader_add(transfer, (size_t)grader_draw(1, 30000));
    }
    grader_expect("%s: messages arrive as they were sent, also when pipes and sockets hold little",
                  transport->name);
    run_at_once(transfer);
}

/* Sends a signal that interrupts whatever the process waits in, more than once. */
static void interrupt(pid_t pid)
{
    for (int i = 0; i < 3; i++) {
        kill(pid, SIGUSR1);
        grader_settle(pid);
    }
}

/* Messages longer than what is under way, so that a sender has to wait in the middle of one. */
static struct transfer *long_messages(const struct transport *transport)
{
    struct transfer *transfer = grader_new_transfer(transport);
    transfer->small_buffers = true;
    for (int i = 0; i < 2; i++) {
        grader_add(transfer, (size_t)grader_draw(300000, 400000));
    }
    return transfer;
}

void grader_signal(const struct transport *transport)
{
    const char *name = transport->name;
    struct transfer *transfer = long_messages(transport);
    grader_expect("%s: a signal while the receiver waits: the messages arrive as they were sent",
                  name);
    grader_start(transfer);
    grader_open_gate(transfer, RECEIVER);
    grader_settle(transfer->end[RECEIVER].pid);
    interrupt(transfer->end[RECEIVER].pid);
    grader_open_gate(transfer, SENDER);
    grader_finish(transfer);

    transfer = long_messages(transport);
    grader_expect(
        "%s: a signal while the sender waits for room: the messages arrive as they were sent",
        name);
    grader_start(transfer);
    grader_open_gate(transfer, SENDER);
    grader_settle(transfer->end[SENDER].pid);
    interrupt(transfer->end[SENDER].pid);
    grader_open_gate(transfer, RECEIVER);
    grader_finish(transfer);

    transfer = long_messages(transport);
    grader_expect(
        "%s: a signal when the receiver has a part: the messages arrive as they were sent", name);
    grader_start(transfer);
    grader_open_gate(transfer, SENDER);
    grader_settle(transfer->end[SENDER].pid);
    kill(transfer->end[SENDER].pid, SIGSTOP);
    grader_open_gate(transfer, RECEIVER);
    grader_settle(transfer->end[RECEIVER].pid);
    interrupt(transfer->end[RECEIVER].pid);
    kill(transfer->end[SENDER].pid, SIGCONT);
    grader_finish(transfer);
}

/* The survivor of a death has failed with -1 by itself, and closed. */
static void expect_survived(struct transfer *transfer, enum side survivor)
{
    grader_finish(transfer);
    const struct end *end = &transfer->end[survivor];
    if (!end->failed || !end->ended) {
        grader_got("%s said 0 for all %d messages", survivor == SENDER ? "send" : "receive",
                   end->done);
    }
}

void grader_killed(const struct transport *transport)
{
    const char *name = transport->name;
    struct transfer *transfer = long_messages(transport);
    transfer->may_fail = true;
    grader_expect("%s: the sender is killed before it sends: receive returns -1", name);
    grader_start(transfer);
    grader_open_gate(transfer, RECEIVER);
    grader_settle(transfer->end[RECEIVER].pid);
    kill(transfer->end[SENDER].pid, SIGKILL);
    expect_survived(transfer, RECEIVER);

    transfer = grader_new_transfer(transport);
    transfer->may_fail = transfer->small_buffers = true;
    while (transfer->count < MOST_MESSAGES) {
        grader_add(transfer, 50000);
    }
    grader_expect("%s: the receiver is killed and there is no more room: send returns -1", name);
    grader_start(transfer);
    grader_open_gate(transfer, SENDER);
    grader_settle(transfer->end[SENDER].pid);
    kill(transfer->end[RECEIVER].pid, SIGKILL);
    expect_survived(transfer, SENDER);

    transfer = long_messages(transport);
    transfer->may_fail = true;
    grader_expect("%s: the sender is killed in the middle of a message: receive returns -1", name);
    grader_start(transfer);
    grader_open_gate(transfer, SENDER);
    grader_settle(transfer->end[SENDER].pid);
    kill(transfer->end[SENDER].pid, SIGKILL);
    grader_open_gate(transfer, RECEIVER);
    grader_finish(transfer);
    if (!transfer->end[RECEIVER].failed && !transfer->end[SENDER].ended) {
        grader_got("receive said 0 for all %d messages", transfer->end[RECEIVER].done);
    }

    transfer = grader_new_transfer(transport);
    transfer->may_fail = true;
    grader_add(transfer, (size_t)grader_draw(1, 2000));
    grader_add(transfer, (size_t)grader_draw(1, 2000));
    grader_expect("%s: two messages that were sent before the sender closed still arrive", name);
    grader_start(transfer);
    grader_open_gate(transfer, SENDER);
    grader_settle(transfer->end[SENDER].pid);
    grader_open_gate(transfer, RECEIVER);
    grader_finish(transfer);
    if (transfer->end[RECEIVER].done != 2) {
        grader_got("only %d of them", transfer->end[RECEIVER].done);
    }
}

void grader_carried(const struct transport *transport)
{
    struct transfer *transfer = grader_new_transfer(transport);
    unsigned long long payload = 0;
    for (int i = 0; i < 4; i++) {
        grader_add(transfer, (size_t)grader_draw(100000, 200000));
        payload += transfer->sizes[i];
    }
    transfer->traced = true;
    grader_expect("%s: %llu bytes arrive as they were sent, while system calls are counted",
                  transport->name, payload);
    grader_open_gate(transfer, SENDER);
    grader_open_gate(transfer, RECEIVER);
    grader_start(transfer);
    struct traffic traffic = grader_trace(transfer->opener);
    grader_finish(transfer);

    if (transport != &shared_memory_transport) {
        enum medium medium = transport == &pipe_transport          ? PIPE
                             : transport == &unix_socket_transport ? SOCKET
                                                                   : QUEUE;
        static const char *const names[] = {"a pipe", "a socket", "a message queue"};
        grader_expect("system calls move the %llu bytes into %s, and out of it", payload,
                      names[medium]);
        if (traffic.in[medium] < payload || traffic.out[medium] < payload) {
            grader_got("%llu bytes into it, %llu out of it", traffic.in[medium],
                       traffic.out[medium]);
        }
        return;
    }
    /* Bytes that only say that something is there are no payload: an eighth is more than enough. */
    unsigned long long carried = 0;
    for (int medium = 0; medium < MEDIA; medium++) {
        carried += traffic.in[medium] + traffic.out[medium];
    }
    grader_expect("no system call carries any of the %llu bytes", payload);
    if (carried > payload / 8) {
        grader_got("system calls carried %llu bytes in and out", carried);
    }
}

void grader_two(const struct transport *transport)
{
    struct transfer *transfer = small_messages(transport);
    transfer->answered = true;
    grader_expect("%s: two channels at the same time, one for each direction, do not mix",
                  transport->name);
    run_at_once(transfer);
}

void grader_leaves(const struct transport *transport)
{
    struct transfer *transfer = small_messages(transport);
    grader_expect("%s: after close each process holds what it held before open", transport->name);
    run_at_once(transfer);
    for (int side = 0; side < 2; side++) {
        if (transfer->end[side].held[0] != '\0') {
            grader_got("the %s holds %s", side == SENDER ? "sender" : "receiver",
                       transfer->end[side].held);
        }
    }
}

void grader_open_fails(const struct transport *transport)
{
    struct rlimit before;
    getrlimit(RLIMIT_NOFILE, &before);
    struct holdings held = grader_holdings();
    for (unsigned free_descriptors = 0; free_descriptors < 40; free_descriptors++) {
        struct rlimit limit = {3 + free_descriptors, before.rlim_max};
        struct channel channel = {NULL};
        char got[GOT_SIZE];
        grader_expect("%s: open with %u free descriptor(s): 0, or -1 with errno and nothing left",
                      transport->name, free_descriptors);
        setrlimit(RLIMIT_NOFILE, &limit);
        errno = 0;
        int result = transport->open(&channel, 1000);
        int error = errno;
        setrlimit(RLIMIT_NOFILE, &before);
        if (result == 0) {
            transport->close(&channel);
            if (grader_holds_more(held, grader_holdings(), got)) {
                grader_got("close in a process that has not joined leaves %s", got);
            }
            return;
        }
        if (error == 0) {
            grader_got("-1, and errno is 0");
        }
        if (grader_holds_more(held, grader_holdings(), got)) {
            grader_got("it failed, and left %s", got);
        }
    }
    grader_got("open failed with 40 free descriptors");
}
