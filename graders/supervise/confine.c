/* confine.c - what a supervised command gets, and what is kept from it. */
#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

static void limit(int resource, long value, long most)
{
    struct rlimit old, both = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)most};
    if (getrlimit(resource, &old) == -1) {
        own_fault("getrlimit");
    }
    /* A host may allow less than we would. */
    if (old.rlim_max != RLIM_INFINITY && both.rlim_max > old.rlim_max) {
        both.rlim_max = old.rlim_max;
    }
    if (both.rlim_cur > both.rlim_max) {
        both.rlim_cur = both.rlim_max;
    }
    if (setrlimit(resource, &both) == -1) {
        own_fault("setrlimit");
    }
}

/*
 * How many processes and threads RLIMIT_NPROC counts that are none of ours. Since Linux 5.14 a user
 * namespace has a count of its own, and in a jail nobody else is in it. Otherwise all that the user
 * runs on this host counts; the fourth field of /proc/loadavg says how many there are of all users.
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
        own_fault("/proc/loadavg");
    }
    fclose(load);
    return all;
}

/*
 * Root's power to open what the mode forbids would make permission checks meaningless, so every
 * capability goes, also from what exec could give back (capabilities(7)). EINVAL ends the list of
 * the capabilities that this kernel knows. Without privilege there is nothing to drop.
 */
void drop_capabilities(bool but_for_the_jail)
{
    unsigned long kept = but_for_the_jail ? CAP_SETFCAP : ~0UL;
    int status = 0;
    for (unsigned long number = 0; status == 0; number++) {
        if (number != kept) {
            status = prctl(PR_CAPBSET_DROP, number, 0, 0, 0);
        }
    }
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3, .pid = 0};
    struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];
    if (syscall(SYS_capget, &header, sets) == -1) {
        own_fault("capget");
    }
    uint32_t left = 0;
    if (but_for_the_jail && geteuid() == 0) {
        left = sets[0].permitted & (1U << CAP_SETFCAP);
    }
    memset(sets, 0, sizeof(sets));
    sets[0].permitted = sets[0].effective = left;
    if (syscall(SYS_capset, &header, sets) == -1) {
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

static void take_descriptors(void)
{
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (nothing == -1 || dup2(nothing, STDIN_FILENO) == -1 ||
        dup2(COMMAND_OUT, STDOUT_FILENO) == -1 || dup2(COMMAND_ERR, STDERR_FILENO) == -1) {
        own_fault("dup2");
    }
    /* The results of bats travel on descriptor 3: nothing but 0, 1, 2 and the log reaches the
     * command. The channel closes by itself at the exec, and only then: it takes our faults. */
    close(COMMAND_OUT);
    close(COMMAND_ERR);
}

static void set_limits(const struct options *options)
{
    limit(RLIMIT_CORE, 0, 0);
    /* SIGXCPU first, then, for who ignores it, SIGKILL. */
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
        own_fault(options->directory);
    }
    set_limits(options);
    umask((mode_t)options->umask);
    drop_capabilities(false);
    reset_signals(options);
    if (options->at_exit && ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1) {
        own_fault("ptrace");
    }
    if (options->name != NULL) {
        arguments[0] = (char *)options->name;
    }
    execvpe(program, arguments, (char *const *)options->environment);
    own_fault(program);
}
