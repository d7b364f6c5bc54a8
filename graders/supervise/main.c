/*
 * main.c - supervise: run one command of a submission under limits, and report how it ended.
 *
 * usage: supervise --folder DIR [OPTION...] -- COMMAND [ARGUMENT...]
 *
 * `supervise --help` lists the options (known_options.c) and what the report says. supervise judges
 * nothing: the graders do.
 *
 * Two processes do it. The supervisor stays outside and holds the limits. The keeper is the parent
 * of the command; with --jail it is the first process of a jail, where nothing can kill, stop or
 * trace it. It tells the supervisor how the command ended through a pipe, the channel. README.md
 * shows how the modules build on each other.
 *
 * Exit status: 0 the report is complete; 2 wrong usage; 125 supervise itself failed.
 */
#include "command_line.h"
#include "descriptors.h"
#include "fault.h"
#include "folder.h"
#include "jail.h"
#include "keeper.h"
#include "unmapped.h"
#include "watch.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* A pipe, both of its ends beyond the descriptors that the keeper gets. */
static void open_pipe(int ends[2])
{
    int near[2];
    if (pipe2(near, O_CLOEXEC) == -1) {
        system_fault("pipe");
    }
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(near[i], F_DUPFD_CLOEXEC, LAST_HANDED + 1);
        if (ends[i] == -1) {
            system_fault("pipe");
        }
        close(near[i]);
    }
}

/* In the child: gives the keeper its descriptors, and becomes the keeper or the jail around it. */
static _Noreturn void start_keeper(const struct options *options, const int handed[])
{
    sigset_t empty;
    sigemptyset(&empty);
    sigprocmask(SIG_SETMASK, &empty, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int number = CHANNEL; number <= LAST_HANDED; number++) {
        if (handed[number] != -1 && dup2(handed[number], number) == -1) {
            system_fault("dup2");
        }
    }
    if (syscall(SYS_close_range, LAST_HANDED + 1, ~0U, 0U) == -1) {
        for (int descriptor = LAST_HANDED + 1; descriptor < 4096; descriptor++) {
            close(descriptor);
        }
    }
    if (options->jail) {
        enter_jail(options);
    }
    keep(options);
}

/* The signals that end a run from outside wait from now on until watch() looks for them. */
static void hold_back_signals(void)
{
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGINT);
    sigprocmask(SIG_BLOCK, &awaited, NULL);
}

/* The supervisor: makes the folder, starts the keeper, and follows the run to its end. */
static void supervise(const struct options *options)
{
    make_folder(options);
    FILE *report = fopen(path_inside(options->folder, "report"), "we");
    if (report == NULL) {
        system_fault("report");
    }
    int channel[2], log[2] = {-1, -1};
    struct sources from = {.log = -1, .log_file = -1};
    open_pipe(channel);
    from.channel = channel[0];
    if (options->log) {
        open_pipe(log);
        from.log = log[0];
        from.log_file = open_inside(options->folder, "log");
    }
    const int handed[LAST_HANDED + 1] = {
        [CHANNEL] = channel[1],
        [COMMAND_OUT] = open_inside(options->folder, "out"),
        [COMMAND_ERR] = open_inside(options->folder, "err"),
        [COMMAND_LOG] = log[1],
    };
    /* What loses its parent comes to us, not to init, if the keeper is gone (prctl(2)). */
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1) {
        system_fault("prctl");
    }
    /* If the grader dies, so do we, and what we started with us. */
    hold_back_signals();
    prctl(PR_SET_PDEATHSIG, SIGTERM);

    remember_shared_memory();
    pid_t child = fork();
    if (child == -1) {
        system_fault("fork");
    }
    if (child == 0) {
        start_keeper(options, handed);
    }
    close(channel[1]);
    close(log[1]);
    watch(options, child, &from, report);
    /* The command could reach these files through /proc/self/fd, and take all rights away. */
    if (fchmod(handed[COMMAND_OUT], 0600) == -1 || fchmod(handed[COMMAND_ERR], 0600) == -1) {
        system_fault("fchmod");
    }
    empty_folder(options);
    if (fclose(report) == EOF) {
        system_fault("report");
    }
}

int main(int argc, char **argv)
{
    struct options options;
    read_command_line(&options, argc, argv);
    if (options.keep) {
        keep(&options);
    }
    supervise(&options);
    return 0;
}
