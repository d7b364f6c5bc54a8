/* confine.c - what the command's process does between fork and exec. */
#include "confine.h"

#include "capabilities.h"
#include "descriptors.h"
#include "fault.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Sets a limit to `value`, which the process may raise to `most`. */
static void limit(int resource, long value, long most)
{
    struct rlimit old, both = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)most};
    if (getrlimit(resource, &old) == -1) {
        system_fault("getrlimit");
    }
    /* A host may allow less than we would. */
    if (old.rlim_max != RLIM_INFINITY && both.rlim_max > old.rlim_max) {
        both.rlim_max = old.rlim_max;
    }
    if (both.rlim_cur > both.rlim_max) {
        both.rlim_cur = both.rlim_max;
    }
    if (setrlimit(resource, &both) == -1) {
        system_fault("setrlimit");
    }
}

/*
 * How many processes and threads RLIMIT_NPROC counts that are not the run's. Since Linux 5.14 a
 * user namespace has a count of its own, and in a jail nothing else is in it. Otherwise all that
 * the user runs on this host counts; the fourth field of /proc/loadavg says how many there are of
 * all users.
 */
static long foreign_processes(const struct options *options)
{
    struct utsname kernel;
    int major = 0, minor = 0;
    long running, all = 0;
    if (options->jail && uname(&kernel) == 0 &&
        sscanf(kernel.release, "%d.%d", &major, &minor) == 2 &&
        (major > 5 || (major == 5 && minor >= 14))) {
        return 0;
    }
    FILE *load = fopen("/proc/loadavg", "re");
    if (load == NULL || fscanf(load, "%*s %*s %*s %ld/%ld", &running, &all) != 2) {
        system_fault("/proc/loadavg");
    }
    fclose(load);
    return all;
}

static void reset_signals(const struct options *options)
{
    for (int number = 1; number < NSIG; number++) {
        signal(number, SIG_DFL);
    }
    if (options->ignore_file_size_signal) {
        signal(SIGXFSZ, SIG_IGN);
    }
    sigset_t empty;
    sigemptyset(&empty);
    sigprocmask(SIG_SETMASK, &empty, NULL);
}

static void take_descriptors(void)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing == -1 || dup2(nothing, STDIN_FILENO) == -1 ||
        dup2(COMMAND_OUT, STDOUT_FILENO) == -1 || dup2(COMMAND_ERR, STDERR_FILENO) == -1) {
        system_fault("dup2");
    }
    /* The results of bats travel on descriptor 3: nothing but 0, 1, 2 and the log reaches the
     * command. The channel closes by itself at the exec, and only then: it takes our faults. */
    close(COMMAND_OUT);
    close(COMMAND_ERR);
}

static void set_limits(const struct options *options)
{
    limit(RLIMIT_CORE, 0, 0);
    /* SIGXCPU first, and a second later SIGKILL, for a program that ignores it. */
    limit(RLIMIT_CPU, options->cpu_seconds, options->cpu_seconds + 1);
    limit(RLIMIT_FSIZE, options->file_size, options->file_size);
    limit(RLIMIT_NOFILE, 256, 256);
    long processes = options->processes + foreign_processes(options);
    limit(RLIMIT_NPROC, processes, processes);
    if (options->address_space > 0) {
        limit(RLIMIT_AS, options->address_space, options->address_space);
    }
}

void run_confined(const struct options *options)
{
    char **arguments = options->command;
    const char *program = arguments[0];
    /* A session of its own: no terminal to write to, and a signal to the grader's group stays
     * there. */
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    take_descriptors();
    if (chdir(options->directory) == -1) {
        system_fault(options->directory);
    }
    set_limits(options);
    umask((mode_t)options->umask);
    drop_capabilities(false);
    reset_signals(options);
    if (options->at_exit && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1) {
        system_fault("ptrace");
    }
    if (options->name != NULL) {
        arguments[0] = (char *)options->name;
    }
    execvpe(program, arguments, (char *const *)options->environment);
    system_fault(program);
}
