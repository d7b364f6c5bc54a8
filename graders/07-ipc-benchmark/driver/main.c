/*
 * main.c - the driver's scenarios by name.
 *
 * The driver moves messages through somebody's transports, and brings about what otherwise happens
 * by chance only: small buffers, a signal in the middle of a message, a death. It is linked with
 * the four student files.
 *
 * usage: driver SCENARIO SEED TRANSPORT...
 *
 *   frame.c      what it says, and how it ends (graders/lib/check/driver/)
 *   holdings.c   what a process holds: descriptors, shared mappings, threads
 *   pair.c       the two processes at the ends of a channel, and what they do
 *   settle.c     knows when a process has come as far as it gets
 *   traffic.c    counts the bytes that system calls carry
 *   scenarios.c  who may do what when
 *
 * Three processes: the director (the driver itself), the opener, which opens the channel, and its
 * child. Which of the last two sends is drawn. The director never has the channel.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "frame.h"
#include "scenarios.h"
#include "transport.h"

static const struct {
    const char *name;
    void (*run)(const struct transport *transport);
} scenarios[] = {
    {"small", grader_small},   {"large", grader_large},           {"signal", grader_signal},
    {"killed", grader_killed}, {"carried", grader_carried},       {"two", grader_two},
    {"leaves", grader_leaves}, {"open-fails", grader_open_fails},
};

static const struct transport *const transports[] = {
    &pipe_transport, &unix_socket_transport, &message_queue_transport, &shared_memory_transport};

static const struct transport *transport_named(const char *name)
{
    for (size_t i = 0; i < sizeof(transports) / sizeof(transports[0]); i++) {
        if (strcmp(transports[i]->name, name) == 0) {
            return transports[i];
        }
    }
    errno = EINVAL;
    grader_fault(name);
}

int main(int argc, char **argv)
{
    grader_begin(argc, argv, 1, "TRANSPORT...");
    /* As transport.h promises. */
    signal(SIGPIPE, SIG_IGN);
    /* A child whose parent has been killed comes to the director. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);

    const size_t count = sizeof(scenarios) / sizeof(scenarios[0]);
    size_t chosen = grader_choose(scenarios, count, sizeof(scenarios[0]));
    for (char **name = grader_words(); *name != NULL; name++) {
        scenarios[chosen].run(transport_named(*name));
    }
    return grader_done();
}
