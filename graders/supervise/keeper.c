/* keeper.c - the parent of the command. */
#include "keeper.h"

#include "at_exit.h"
#include "confine.h"
#include "descriptors.h"
#include "fault.h"
#include "process.h"
#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A process that is still there after the command ended was not waited for. */
static int count_left_children(void)
{
    int left = 0;
    pid_t pid;
    while ((pid = waitpid(-1, NULL, WNOHANG)) > 0) {
        left++;
    }
    if (pid == 0) {
        static struct process living[MAX_PROCESSES];
        left += list_descendants(getpid(), living, MAX_PROCESSES, NULL);
    }
    return left;
}

static void report_exit(int status, FILE *report)
{
    fprintf(report, "end=exit\ncode=%d\n", WEXITSTATUS(status));
}

static void report_signal(const struct options *options, int status, const struct rusage *used,
                          FILE *report)
{
    int number = WTERMSIG(status);
    /* SIGXCPU, or the SIGKILL that follows where it is ignored. */
    bool over = used->ru_utime.tv_sec + used->ru_stime.tv_sec >= options->cpu_seconds;
    bool cpu = number == SIGXCPU || (number == SIGKILL && over);
    const char *name = sigabbrev_np(number);
    fprintf(report, "end=%s\ncode=%d\nsignal=SIG%s\n", cpu ? "cpu" : "signal", number,
            name != NULL ? name : "?");
}

/* Waits until the command has ended; returns how many orphans came to us and ended meanwhile. */
static int await_command(pid_t command, const struct options *options, FILE *report)
{
    int orphans = 0;
    for (;;) {
        int status;
        struct rusage used;
        pid_t pid = wait4(-1, &status, 0, &used);
        if (pid == -1) {
            if (errno == EINTR) {
                continue;
            }
            system_fault("wait4");
        } else if (pid != command) {
            orphans++;
        } else if (WIFSTOPPED(status)) {
            handle_trace_stop(command, status, report);
        } else {
            if (WIFEXITED(status)) {
                report_exit(status, report);
            } else {
                report_signal(options, status, &used, report);
            }
            return orphans;
        }
    }
}

void keep(const struct options *options)
{
    faults_into_channel(CHANNEL);
    if (fcntl(CHANNEL, F_SETFD, FD_CLOEXEC) == -1) {
        system_fault("channel");
    }
    FILE *report = fdopen(CHANNEL, "w");
    if (report == NULL) {
        system_fault("channel");
    }
    /* No process of the run can trace us, or reach the channel through /proc. */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    /* Orphans of the command come to us, so that none can slip away (prctl(2)). */
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1) {
        system_fault("prctl");
    }
    fputs("started\n", report);
    fflush(report);
    pid_t command = fork();
    if (command == -1) {
        system_fault("fork");
    }
    if (command == 0) {
        run_confined(options);
    }
    close(COMMAND_OUT);
    close(COMMAND_ERR);
    close(COMMAND_LOG);
    int orphans = await_command(command, options, report);
    fprintf(report, "left_children=%d\ndone\n", orphans + count_left_children());
    if (fflush(report) == EOF) {
        system_fault("channel");
    }
    _exit(EXIT_SUCCESS);
}
