/* confine.c - what a supervised command gets, and what is kept from it. */
#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void limit(int resource, long value, long most)
{
    struct rlimit both = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)most};
    if (setrlimit(resource, &both) == -1) {
        own_fault("setrlimit");
    }
}

static void open_as(const char *path, int flags, int descriptor)
{
    int opened = open(path, flags, 0600);
    if (opened == -1) {
        own_fault(path);
    }
    if (opened != descriptor) {
        if (dup2(opened, descriptor) == -1) {
            own_fault("dup2");
        }
        close(opened);
    }
}

/*
 * Root's power to open what the mode forbids would make permission checks meaningless, so every
 * capability goes, also from what exec could give back (capabilities(7)). EINVAL ends the list of
 * the capabilities that this kernel knows. Without privilege there is nothing to drop.
 */
static void drop_capabilities(void)
{
    for (unsigned long number = 0; prctl(PR_CAPBSET_DROP, number, 0, 0, 0) == 0; number++) {
    }
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3];
    memset(none, 0, sizeof(none));
    if (syscall(SYS_capset, &header, none) == -1) {
        own_fault("capset");
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1) {
        own_fault("prctl");
    }
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

void run_confined(const struct options *options)
{
    /* A session of its own: no terminal to write to, and a signal to the grader's group stays
     * there. */
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    open_as("/dev/null", O_RDONLY, STDIN_FILENO);
    open_as(options->out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    open_as(options->err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    if (chdir(options->directory) == -1) {
        own_fault(options->directory);
    }
    /* The results of bats travel on descriptor 3: nothing but 0, 1 and 2 reaches the command. */
    if (syscall(SYS_close_range, 3U, ~0U, 0U) == -1) {
        for (int descriptor = 3; descriptor < 4096; descriptor++) {
            close(descriptor);
        }
    }
    limit(RLIMIT_CORE, 0, 0);
    /* SIGXCPU first, then, for who ignores it, SIGKILL. */
    limit(RLIMIT_CPU, options->cpu_seconds, options->cpu_seconds + 1);
    limit(RLIMIT_FSIZE, options->file_size, options->file_size);
    if (options->address_space > 0) {
        limit(RLIMIT_AS, options->address_space, options->address_space);
    }
    umask((mode_t)options->umask);
    drop_capabilities();
    reset_signals(options);
    if (options->at_exit && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1) {
        own_fault("ptrace");
    }
    execvpe(options->command[0], options->command, (char *const *)options->environment);
    own_fault(options->command[0]);
}
