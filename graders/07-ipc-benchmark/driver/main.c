/* main.c - the driver's scenarios by name, and what it says. See driver.h. */
#include "driver.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const struct {
    const char *name;
    scenario *run;
} scenarios[] = {
    {"small", grader_small},   {"large", grader_large},           {"signal", grader_signal},
    {"killed", grader_killed}, {"carried", grader_carried},       {"two", grader_two},
    {"leaves", grader_leaves}, {"open-fails", grader_open_fails},
};

static const struct transport *const transports[] = {
    &pipe_transport, &unix_socket_transport, &message_queue_transport, &shared_memory_transport};

/* One write for a line, and no buffer: what was said stands, however the process ends. */
static void say(const char *kind, const char *format, va_list arguments)
{
    char line[600];
    int length = snprintf(line, sizeof(line), "driver: %s ", kind);
    length += vsnprintf(line + length, sizeof(line) - (size_t)length - 1, format, arguments);
    if (length > (int)sizeof(line) - 2) {
        length = (int)sizeof(line) - 2;
    }
    line[length++] = '\n';
    if (write(STDOUT_FILENO, line, (size_t)length) != length) {
        _exit(DRIVER_FAULT);
    }
}

void grader_expect(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("expect", format, arguments);
    va_end(arguments);
}

void grader_got(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("got", format, arguments);
    va_end(arguments);
    _exit(DRIVER_NOT_MET);
}

void grader_fault(const char *call)
{
    fprintf(stderr, "driver: %s: %s\n", call, strerror(errno));
    exit(DRIVER_FAULT);
}

static uint64_t state;

long grader_draw(long least, long most)
{
    /* Knuth's MMIX generator; only the upper half of its bits is any good. */
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return least + (long)((state >> 33) % (uint64_t)(most - least + 1));
}

static void announce_done(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("done", format, arguments);
    va_end(arguments);
}

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
    if (argc < 4) {
        fprintf(stderr, "usage: driver SCENARIO SEED TRANSPORT...\n");
        return DRIVER_FAULT;
    }
    state = strtoull(argv[2], NULL, 10);
    grader_draw(0, 1);
    /* As transport.h promises. */
    signal(SIGPIPE, SIG_IGN);
    /* A child whose parent has been killed comes to the director. */
    prctl(PR_SET_CHILD_SUBREAPER, 1);

    for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            for (int argument = 3; argument < argc; argument++) {
                scenarios[i].run(transport_named(argv[argument]));
            }
            announce_done("%s", argv[2]);
            return DRIVER_MET;
        }
    }
    fprintf(stderr, "driver: no scenario %s\n", argv[1]);
    return DRIVER_FAULT;
}
