/* watch.c - hears the channel and the log, looks at the run in between, and writes the report. */
#include "watch.h"

#include "fault.h"
#include "looks.h"
#include "told.h"
#include "tree.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_EVERY_MILLISECONDS = 25 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/*
 * Takes what there is in the command's log. Beyond the largest file that it may write, nothing is
 * kept.
 */
static void take_log(const struct options *options, const struct sources *from)
{
    static long taken;
    static char piece[1 << 16];
    ssize_t got = read(from->log, piece, sizeof(piece));
    if (got > 0 && taken < options->file_size) {
        taken += got;
        if (write(from->log_file, piece, (size_t)got) != got) {
            system_fault("log");
        }
    }
}

/* Follows the run to its end; returns why it had to be ended, or NULL if it ended by itself. */
static const char *follow(const struct options *options, pid_t child, const struct sources *from,
                          struct looks *looks, struct told *told, FILE *report)
{
    const double end = now() + options->wall_seconds;
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGINT);
    struct pollfd events[] = {
        {.fd = from->channel, .events = POLLIN},
        {.fd = signalfd(-1, &awaited, SFD_CLOEXEC), .events = POLLIN},
        {.fd = from->log, .events = POLLIN}, /* a negative one is passed over */
    };
    const char *ended = NULL;
    while (ended == NULL && line_of(told, "done\n") == NULL && line_of(told, "fault=") == NULL) {
        int ready = poll(events, 3, LOOK_EVERY_MILLISECONDS);
        if (ready == -1) {
            if (errno != EINTR) {
                system_fault("poll");
            }
            continue;
        }
        if (events[1].revents != 0) {
            kill_descendants();
            own_fault("ended from outside");
        }
        if ((events[2].revents & POLLIN) != 0) {
            take_log(options, from);
        } else if (events[2].revents != 0) {
            events[2].fd = -1; /* its other end is closed */
        }
        if (events[0].revents != 0 && !listen_to(from->channel, told)) {
            break;
        }
        if (ready == 0 && line_of(told, "started\n") != NULL) {
            ended = look(options, child, looks, report);
        }
        if (ended == NULL && now() > end) {
            ended = "wall";
        }
    }
    close(events[1].fd);
    return ended;
}

/* Takes the rest of the log, now that every process that could write to it is dead. */
static void drain_log(const struct options *options, const struct sources *from)
{
    struct pollfd log = {.fd = from->log, .events = POLLIN};
    while (from->log != -1 && poll(&log, 1, 0) == 1 && (log.revents & POLLIN) != 0) {
        take_log(options, from);
    }
}

void watch(const struct options *options, pid_t child, const struct sources *from, FILE *report)
{
    static struct looks looks;
    struct told told = {0};
    const char *ended = follow(options, child, from, &looks, &told, report);
    kill_descendants();
    drain_log(options, from);
    const char *fault = line_of(&told, "fault=");
    if (fault != NULL) {
        own_fault("%.*s", (int)strcspn(fault, "\n"), fault);
    }
    const char *done, *lines = line_of(&told, "started\n");
    if (lines == NULL) {
        own_fault("the command was not started%s", options->jail ? ": the jail does not open" : "");
    }
    if (ended != NULL) {
        fprintf(report, "end=%s\ncode=0\n", ended);
    } else if ((done = line_of(&told, "done\n")) != NULL) {
        fprintf(report, "%.*s", (int)(done - strlen("done\n") - lines), lines);
    } else {
        fputs("end=attack\n", report);
    }
    fprintf(report, "blocked=%d\n", looks.blocked_times);
    free(told.text);
}
