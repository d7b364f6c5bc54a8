/*
 * watch.c - waits for a command, and ends it when it would never end by itself.
 *
 * Three ways of never ending are told apart, so that a verdict does not hang on the load of the
 * host: cpu      it uses its processor time up; the time that it waits for a processor does not
 * count. blocked  every process waits, without a time limit, for something that only another
 * process of the run could do. This is read off /proc twice, with nobody running in between. wall
 * the rest, a program that sleeps and polls. The limit is far above what any lab needs.
 */
#include "supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_EVERY_MILLISECONDS = 25 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Takes what wait has to say. Returns true once the command itself has ended. */
static bool command_ended(pid_t command, const struct options *options, struct outcome *outcome,
                          FILE *report)
{
    int status;
    pid_t pid;
    struct rusage used;
    while ((pid = wait4(-1, &status, WNOHANG, &used)) > 0) {
        if (pid != command) {
            /* An orphan came to us and ended, while the command that should reap it still runs. */
            outcome->left_children++;
        } else if (WIFSTOPPED(status)) {
            handle_trace_stop(command, status, report);
        } else if (WIFSIGNALED(status)) {
            bool over = used.ru_utime.tv_sec + used.ru_stime.tv_sec >= options->cpu_seconds;
            bool killed = WTERMSIG(status) == SIGKILL && over;
            outcome->ending =
                killed || WTERMSIG(status) == SIGXCPU ? ENDED_BY_CPU : ENDED_BY_SIGNAL;
            outcome->code = WTERMSIG(status);
            return true;
        } else {
            outcome->ending = ENDED_BY_EXIT;
            outcome->code = WEXITSTATUS(status);
            return true;
        }
    }
    return false;
}

/* Whoever is still there after the command ended was neither waited for nor ended. */
static int count_left_children(void)
{
    int left = 0;
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
        left++;
    }
    if (pid == 0) {
        static struct process living[MAX_PROCESSES];
        left += list_descendants(living, MAX_PROCESSES);
    }
    return left;
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

/* One look at the processes: true when they are blocked now and were so, unmoved, at the last look.
 */
static bool blocked_for_ever(struct outcome *outcome, const struct options *options, FILE *report)
{
    static struct process all[MAX_PROCESSES];
    static unsigned long switches_before;
    static int count_before;
    unsigned long switches;
    int count = list_descendants(all, MAX_PROCESSES);
    if (!all_blocked(all, count, &switches, NULL)) {
        count_before = 0;
        return false;
    }
    bool unmoved = count == count_before && switches == switches_before;
    count_before = count;
    switches_before = switches;
    if (!unmoved) {
        return false;
    }
    count_before = 0;
    if (outcome->blocked_times < options->hooks) {
        run_hook(options->on_blocked[outcome->blocked_times], all, count);
        outcome->blocked_times++;
        return false;
    }
    outcome->blocked_times++;
    all_blocked(all, count, &switches, report);
    return true;
}

struct outcome watch(const struct options *options, pid_t command, const sigset_t *awaited,
                     FILE *report)
{
    struct outcome outcome = {.ending = ENDED_BY_EXIT};
    const struct timespec pause = {.tv_nsec = LOOK_EVERY_MILLISECONDS * 1000000L};
    const double end = now() + options->wall_seconds;

    while (!command_ended(command, options, &outcome, report)) {
        int arrived = sigtimedwait(awaited, NULL, &pause);
        if (arrived == SIGTERM || arrived == SIGINT) {
            kill_descendants();
            errno = EINTR;
            own_fault("ended from outside");
        }
        if (arrived == -1 && blocked_for_ever(&outcome, options, report)) {
            outcome.ending = ENDED_BLOCKED;
            return outcome;
        }
        if (now() > end) {
            outcome.ending = ENDED_BY_WALL;
            return outcome;
        }
    }
    outcome.left_children += count_left_children();
    return outcome;
}
