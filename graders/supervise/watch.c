/*
 * watch.c - waits for a run, and ends it when it would never end by itself.
 *
 * The ways of never ending are told apart, so that a verdict does not hang on the load of the host.
 * cpu      it uses its processor time up; the time that it waits for a processor does not count.
 * blocked  every process waits, without a time limit, for something that only another process of
 *          the run could do. This is read off /proc twice, with nobody running in between.
 * wall     the rest, a program that sleeps and polls. The limit is far above what any lab needs.
 * Who knows that nothing of the run waits for time to pass, may say after how many looks in a row
 * that see all processes asleep at the same places, although they wake, it is enough. Memory and
 * the number of processes have limits too.
 */
#include "supervise.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_EVERY_MILLISECONDS = 25, MOST_TOLD = 1 << 20 };

/* A run that polls has woken so often while it was looked at; otherwise it just sleeps. */
enum { WAKES_OF_POLLING = 20 };

/* How much more processor time all processes together may take than one of them. */
enum { ALL_TOGETHER = 3 };

/* What the keeper has told so far. */
struct told {
    char *text;
    size_t length;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Reads what there is on the channel; returns false when nothing more will come. */
static bool listen_to(int channel, struct told *told)
{
    enum { PIECE = 4096 };
    if (told->length > MOST_TOLD) {
        errno = EMSGSIZE;
        own_fault("channel");
    }
    told->text = realloc(told->text, told->length + PIECE + 1);
    if (told->text == NULL) {
        own_fault("realloc");
    }
    ssize_t got = read(channel, told->text + told->length, PIECE);
    if (got == -1 && errno != EINTR) {
        own_fault("channel");
    }
    told->length += got > 0 ? (size_t)got : 0;
    told->text[told->length] = '\0';
    return got != 0;
}

/* Takes what there is in the command's log. Beyond the largest file that it may write, nothing is
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
            own_fault("log");
        }
    }
}

/* The text of the line that begins with `start`, up to the end of the text; NULL if there is none.
 */
static const char *line_of(const struct told *told, const char *start)
{
    size_t length = strlen(start);
    for (const char *line = told->text; line != NULL && *line != '\0';) {
        if (strncmp(line, start, length) == 0) {
            return line + length;
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return NULL;
}

/* Runs a grader's own command at the moment when the run is blocked; PIDS names its processes. */
static void run_hook(const char *hook, const struct process *all, int count)
{
    char pids[12 * MAX_PROCESSES];
    int length = 0;
    pids[0] = '\0';
    for (int i = 0; i < count; i++) {
        length += snprintf(pids + length, sizeof(pids) - (size_t)length, "%s%d", i > 0 ? " " : "",
                           all[i].pid);
    }
    pid_t shell = fork();
    if (shell == -1) {
        own_fault("fork");
    }
    if (shell == 0) {
        sigset_t empty;
        sigemptyset(&empty);
        sigprocmask(SIG_SETMASK, &empty, NULL);
        setenv("PIDS", pids, 1);
        execlp("bash", "bash", "-c", hook, (char *)NULL);
        own_fault("bash");
    }
    int status;
    while (waitpid(shell, &status, 0) == -1 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        errno = ECHILD;
        own_fault(hook);
    }
}

/* What one look at the processes sees; kept from look to look. */
struct looks {
    pid_t keeper;
    struct process found[MAX_PROCESSES];
    int count;
    unsigned long switches_before;
    int count_before;
    int blocked_times;
    unsigned long polls_place;    /* where all sleep, look after look, */
    unsigned long polls_switches; /* how often they had woken when it began, */
    long polls;                   /* and in how many looks */
};

/* The limit that all processes together have gone beyond, or NULL. */
static const char *broken_limit(const struct options *options, const struct looks *looks,
                                const struct process *keeper)
{
    /* The keeper's time is that of those who were waited for. */
    unsigned long ticks = keeper->ticks, pages = 0;
    for (int i = 0; i < looks->count; i++) {
        ticks += looks->found[i].ticks;
        pages += looks->found[i].memory;
    }
    /* One process alone is ended by the kernel, at the exact moment: RLIMIT_CPU. */
    if (ticks / (unsigned long)sysconf(_SC_CLK_TCK) >
        (unsigned long)options->cpu_seconds * ALL_TOGETHER) {
        return "cpu";
    }
    unsigned long memory = pages * (unsigned long)sysconf(_SC_PAGESIZE) +
                           (unsigned long)unmapped_memory(options, looks->found, looks->count);
    if (memory > (unsigned long)options->memory) {
        return "memory";
    }
    return looks->count > options->processes ? "processes" : NULL;
}

/* True when the processes are blocked now and were so, unmoved, at the last look, and no hook is
 * left that could go on from there. */
static bool blocked_for_ever(const struct options *options, struct looks *looks,
                             const struct rest *rest, FILE *report)
{
    if (!rest->blocked) {
        looks->count_before = 0;
        return false;
    }
    bool unmoved = looks->count == looks->count_before && rest->switches == looks->switches_before;
    looks->count_before = looks->count;
    looks->switches_before = rest->switches;
    if (!unmoved) {
        return false;
    }
    looks->count_before = 0;
    if (looks->blocked_times < options->hooks) {
        run_hook(options->on_blocked[looks->blocked_times], looks->found, looks->count);
        looks->blocked_times++;
        return false;
    }
    looks->blocked_times++;
    look_at_all(looks->found, looks->count, report);
    return true;
}

/* True when the run has done nothing but wake and sleep again for as long as it may. */
static bool polls_for_ever(const struct options *options, struct looks *looks,
                           const struct rest *rest)
{
    if (!rest->asleep || looks->polls == 0 || rest->place != looks->polls_place) {
        looks->polls = rest->asleep ? 1 : 0;
        looks->polls_place = rest->place;
        looks->polls_switches = rest->switches;
        return false;
    }
    looks->polls++;
    return looks->polls > options->polls &&
           rest->switches - looks->polls_switches >= WAKES_OF_POLLING;
}

/* One look at a run that has not ended: why it must be ended, or NULL. */
static const char *look(const struct options *options, pid_t child, struct looks *looks,
                        FILE *report)
{
    struct process keeper = {0};
    if (looks->keeper == 0) {
        looks->keeper = options->jail ? child_of(child) : child;
    }
    if (looks->keeper == 0) {
        return NULL; /* it has ended just now, and said so */
    }
    looks->count = list_descendants(looks->keeper, looks->found, MAX_PROCESSES, &keeper);
    const char *limit = broken_limit(options, looks, &keeper);
    if (limit != NULL) {
        return limit;
    }
    const struct rest rest = look_at_all(looks->found, looks->count, NULL);
    if (blocked_for_ever(options, looks, &rest, report)) {
        return "blocked";
    }
    return options->polls > 0 && polls_for_ever(options, looks, &rest) ? "wall" : NULL;
}

/* Follows the run to its end; returns why it had to be ended, or NULL if nobody had to. */
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
                own_fault("poll");
            }
            continue;
        }
        if (events[1].revents != 0) {
            kill_descendants();
            errno = EINTR;
            own_fault("ended from outside");
        }
        if ((events[2].revents & POLLIN) != 0) {
            take_log(options, from);
        } else if (events[2].revents != 0) {
            events[2].fd = -1; /* nobody has its other end any more */
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

/* Takes the rest of the log, now that everybody is dead who could write to it. */
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
    struct told told = {.text = calloc(1, 1)};
    const char *ended = follow(options, child, from, &looks, &told, report);
    kill_descendants();
    drain_log(options, from);
    const char *fault = line_of(&told, "fault=");
    if (fault != NULL) {
        fprintf(stderr, "supervise: %s", fault);
        exit(EXIT_OWN_FAULT);
    }
    const char *done, *lines = line_of(&told, "started\n");
    if (lines == NULL) {
        fprintf(stderr, "supervise: the command was not started%s\n",
                options->jail ? ": the jail does not open" : "");
        exit(EXIT_OWN_FAULT);
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
