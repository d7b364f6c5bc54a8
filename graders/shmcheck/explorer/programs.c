/* programs.c - starting and ending the programs: the control page, one fork server a program. */
#include "programs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"

#define OUTPUT_LIMIT (1U << 30) /* bytes that one file of a run may grow to */

/* Does a file hold the runtime? Only then is it executed: anything else would run unobserved. */
static bool holds_runtime(const char *path)
{
    static const char signature[] = RUNTIME_SIGNATURE;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    struct stat status;
    if (fd == -1 || fstat(fd, &status) == -1 || !S_ISREG(status.st_mode)) {
        fprintf(stderr, "shmcheck: %s: %s\n", path, fd == -1 ? strerror(errno) : "not a program");
        if (fd != -1) {
            close(fd);
        }
        return false;
    }
    char *bytes = status.st_size == 0
                      ? MAP_FAILED
                      : mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    bool holds = false;
    if (bytes != MAP_FAILED) {
        holds = status.st_size > 4 && memcmp(bytes, "\177ELF", 4) == 0 &&
                memmem(bytes, (size_t)status.st_size, signature, sizeof(signature)) != NULL;
        munmap(bytes, (size_t)status.st_size);
    }
    if (!holds) {
        fprintf(stderr, "shmcheck: %s was not built with shmcheck-cc\n", path);
    }
    return holds;
}

/* One CPU for everything: only one process runs at a time, and passing the turn on is cheapest
 * where no other CPU has to be woken. */
static void pin_to_one_cpu(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof(allowed), &allowed) == -1 || CPU_COUNT(&allowed) < 2) {
        return;
    }
    int wanted = (int)getpid() % CPU_COUNT(&allowed);
    int seen = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET(cpu, &allowed) || seen++ != wanted) {
            continue;
        }
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        sched_setaffinity(0, sizeof(one), &one);
        return;
    }
}

/* A memfd at a number that the program cannot close. */
static int private_memfd(const char *name)
{
    int fd = memfd_create(name, 0);
    int moved = fd == -1 ? -1 : fcntl(fd, F_DUPFD, FIRST_PRIVATE_FD);
    if (moved == -1) {
        tool_fault("memfd_create: %s", strerror(errno));
    }
    close(fd);
    return moved;
}

static void make_control_page(struct programs *programs)
{
    const struct setup *setup = programs->setup;

    programs->control_fd = private_memfd("shmcheck-control");
    if (ftruncate(programs->control_fd, sizeof(struct control)) == -1) {
        tool_fault("ftruncate: %s", strerror(errno));
    }
    struct control *control =
        mmap(NULL, sizeof(*control), PROT_READ | PROT_WRITE, MAP_SHARED, programs->control_fd, 0);
    if (control == MAP_FAILED) {
        tool_fault("mmap: %s", strerror(errno));
    }
    programs->control = control;
    control->guard = control->guard2 = control->guard3 = CONTROL_GUARD;
    control->guard4 = control->guard5 = CONTROL_GUARD;
    control->explorer_pid = getpid();
    control->spurious = setup->spurious;
    control->impatient = setup->impatient;
    control->kill_step = setup->kill_step;
    if (setup->kill_process != NULL) {
        snprintf(control->kill_process, sizeof(control->kill_process), "%s", setup->kill_process);
    }
    snprintf(control->prefix, sizeof(control->prefix), "/shmcheck-%d-", (int)getpid());
    memcpy(control->failures, setup->failures, sizeof(control->failures));
    control->failure_count = setup->failure_count;
    control->program_count = (uint32_t)setup->count;
    for (int i = 0; i < MAX_PROCESSES; i++) {
        control->output[i] = private_memfd("shmcheck-output");
    }
    programs->error_fd = private_memfd("shmcheck-errors");
    fcntl(programs->error_fd, F_SETFL, O_APPEND);
}

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* Gives each program the name by which reports know it: its file's, numbered if it is there
 * twice. */
static void name_programs(const struct setup *setup, struct control *control)
{
    for (int i = 0; i < setup->count; i++) {
        const char *base = file_of(setup->programs[i][0]);
        int same = 0, before = 0;

        for (int k = 0; k < setup->count; k++) {
            bool equal = strcmp(file_of(setup->programs[k][0]), base) == 0;
            same += equal;
            before += k < i && equal;
        }
        if (same > 1) {
            snprintf(control->program_names[i], LABEL_SIZE, "%.40s%d", base, before + 1);
        } else {
            snprintf(control->program_names[i], LABEL_SIZE, "%.40s", base);
        }
    }
}

_Noreturn static void become_server(const struct programs *programs, int program)
{
    const struct rlimit none = {0, 0};
    const struct rlimit output = {OUTPUT_LIMIT, OUTPUT_LIMIT};
    char *const *arguments = programs->setup->programs[program];

    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &output);
    /* The same addresses in every run: otherwise a counterexample would not replay. */
    personality(ADDR_NO_RANDOMIZE);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_IGN); /* a terminal's interrupt is for the explorer */
    char number[16];
    snprintf(number, sizeof(number), "%d", programs->control_fd);
    setenv(CONTROL_ENVIRONMENT, number, 1);
    snprintf(number, sizeof(number), "%d", program);
    setenv(PROGRAM_ENVIRONMENT, number, 1);
    dup2(programs->input_fd, STDIN_FILENO);
    dup2(programs->error_fd, STDOUT_FILENO);
    dup2(programs->error_fd, STDERR_FILENO);
    execv(arguments[0], arguments);
    _exit(127);
}

bool order_server(struct programs *programs, int program, enum command command)
{
    const struct timespec moment = {.tv_nsec = 20000000};
    struct server *server = &programs->control->servers[program];
    uint32_t before = __atomic_load_n(&server->answers, __ATOMIC_ACQUIRE);

    server->order = command;
    __atomic_store_n(&server->command, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, &server->command, FUTEX_WAKE, 1, NULL, NULL, 0);
    while (__atomic_load_n(&server->answers, __ATOMIC_ACQUIRE) == before) {
        if (waitpid(programs->servers[program], NULL, WNOHANG) == programs->servers[program]) {
            programs->servers[program] = 0;
            return false;
        }
        syscall(SYS_futex, &server->answers, FUTEX_WAIT, before, &moment, NULL, 0);
    }
    return true;
}

bool start_programs(struct programs *programs, const struct setup *setup)
{
    for (int i = 0; i < setup->count; i++) {
        if (!holds_runtime(setup->programs[i][0])) {
            return false;
        }
    }
    programs->setup = setup;
    programs->input_fd =
        open(setup->input == NULL ? "/dev/null" : setup->input, O_RDONLY | O_CLOEXEC);
    if (programs->input_fd == -1) {
        fprintf(stderr, "shmcheck: %s: %s\n", setup->input, strerror(errno));
        return false;
    }
    pin_to_one_cpu();
    make_control_page(programs);
    name_programs(setup, programs->control);
    fflush(NULL);
    for (int i = 0; i < setup->count; i++) {
        programs->servers[i] = fork();
        if (programs->servers[i] == -1) {
            tool_fault("fork: %s", strerror(errno));
        }
        if (programs->servers[i] == 0) {
            become_server(programs, i);
        }
        if (!order_server(programs, i, COMMAND_NONE)) {
            fprintf(stderr, "shmcheck: %s could not be executed\n", setup->programs[i][0]);
            return false;
        }
    }
    return true;
}

void end_programs(struct programs *programs)
{
    for (int i = 0; i < MAX_PROGRAMS; i++) {
        if (programs->servers[i] > 0) {
            kill(programs->servers[i], SIGTERM);
            waitpid(programs->servers[i], NULL, 0);
            programs->servers[i] = 0;
        }
    }
}
