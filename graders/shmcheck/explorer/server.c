/* server.c - starting and ending the programs: the control page, one fork server a program. */
#include "explorer.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
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

#define OUTPUT_LIMIT (1U << 30) /* bytes that one file of a run may grow to */

/* Ends shmcheck because of a fault of its own. */
void tool_fault(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fputs("shmcheck: a fault of shmcheck itself, not of the program: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_CANNOT);
}

/* Does a file hold the runtime? Only then is it executed: anything else would run unobserved. */
static bool holds_runtime(const char *path)
{
    static const char signature[] = RUNTIME_SIGNATURE;
    struct stat status;
    bool holds = false;
    char *bytes;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd == -1 || fstat(fd, &status) == -1 || !S_ISREG(status.st_mode)) {
        fprintf(stderr, "shmcheck: %s: %s\n", path, fd == -1 ? strerror(errno) : "not a program");
        if (fd != -1) {
            close(fd);
        }
        return false;
    }
    bytes = status.st_size == 0 ? MAP_FAILED
                                : mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
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
    cpu_set_t allowed, one;
    int wanted, seen = 0;

    if (sched_getaffinity(0, sizeof(allowed), &allowed) == -1 || CPU_COUNT(&allowed) < 2) {
        return;
    }
    wanted = (int)getpid() % CPU_COUNT(&allowed);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET(cpu, &allowed) || seen++ != wanted) {
            continue;
        }
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

static void make_control_page(struct session *session)
{
    const struct options *options = session->options;
    struct control *control;

    session->control_fd = private_memfd("shmcheck-control");
    if (ftruncate(session->control_fd, sizeof(*control)) == -1) {
        tool_fault("ftruncate: %s", strerror(errno));
    }
    control =
        mmap(NULL, sizeof(*control), PROT_READ | PROT_WRITE, MAP_SHARED, session->control_fd, 0);
    if (control == MAP_FAILED) {
        tool_fault("mmap: %s", strerror(errno));
    }
    session->control = control;
    control->guard = control->guard2 = control->guard3 = CONTROL_GUARD;
    control->guard4 = control->guard5 = CONTROL_GUARD;
    control->explorer_pid = getpid();
    control->spurious = options->spurious;
    control->impatient = (options->wanted & VIOLATION_BUSY) != 0;
    control->kill_step = options->kill_step;
    if (options->kill_process != NULL) {
        snprintf(control->kill_process, sizeof(control->kill_process), "%s", options->kill_process);
    }
    snprintf(control->prefix, sizeof(control->prefix), "/shmcheck-%d-", (int)getpid());
    memcpy(control->failures, options->failures, sizeof(control->failures));
    control->failure_count = options->failure_count;
    control->program_count = (uint32_t)options->program_count;
    for (int i = 0; i < MAX_PROCESSES; i++) {
        control->output[i] = private_memfd("shmcheck-output");
    }
    session->error_fd = private_memfd("shmcheck-errors");
    fcntl(session->error_fd, F_SETFL, O_APPEND);
}

/* Gives each program the name by which reports know it: its file's, numbered if it is there twice.
 */
static void name_programs(struct session *session)
{
    const struct options *options = session->options;

    for (int i = 0; i < options->program_count; i++) {
        const char *path = options->programs[i][0];
        const char *slash = strrchr(path, '/');
        const char *base = slash == NULL ? path : slash + 1;
        int same = 0, before = 0;

        for (int k = 0; k < options->program_count; k++) {
            const char *other = strrchr(options->programs[k][0], '/');
            other = other == NULL ? options->programs[k][0] : other + 1;
            same += strcmp(other, base) == 0;
            before += k < i && strcmp(other, base) == 0;
        }
        if (same > 1) {
            snprintf(session->control->program_names[i], LABEL_SIZE, "%.40s%d", base, before + 1);
        } else {
            snprintf(session->control->program_names[i], LABEL_SIZE, "%.40s", base);
        }
    }
}

_Noreturn static void become_server(struct session *session, int program)
{
    const struct rlimit none = {0, 0};
    const struct rlimit output = {OUTPUT_LIMIT, OUTPUT_LIMIT};
    char number[16];

    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_FSIZE, &output);
    /* The same addresses in every run: otherwise a counterexample would not replay. */
    personality(ADDR_NO_RANDOMIZE);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_IGN); /* a terminal's interrupt is for the explorer */
    snprintf(number, sizeof(number), "%d", session->control_fd);
    setenv(CONTROL_ENVIRONMENT, number, 1);
    snprintf(number, sizeof(number), "%d", program);
    setenv(PROGRAM_ENVIRONMENT, number, 1);
    dup2(session->input_fd, STDIN_FILENO);
    dup2(session->error_fd, STDOUT_FILENO);
    dup2(session->error_fd, STDERR_FILENO);
    execv(session->options->programs[program][0], session->options->programs[program]);
    _exit(127);
}

/* Gives a fork server an order and waits until it is carried out. False: the server has died. */
bool order(struct session *session, int program, enum command command)
{
    struct control *control = session->control;
    struct server *server = &control->servers[program];
    const struct timespec moment = {.tv_nsec = 20000000};
    uint32_t before = __atomic_load_n(&server->answers, __ATOMIC_ACQUIRE);

    server->order = command;
    __atomic_store_n(&server->command, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, &server->command, FUTEX_WAKE, 1, NULL, NULL, 0);
    while (__atomic_load_n(&server->answers, __ATOMIC_ACQUIRE) == before) {
        if (waitpid(session->servers[program], NULL, WNOHANG) == session->servers[program]) {
            session->servers[program] = 0;
            return false;
        }
        syscall(SYS_futex, &server->answers, FUTEX_WAIT, before, &moment, NULL, 0);
    }
    return true;
}

/* Starts the fork servers. False: a program cannot be run; the reason has been printed. */
bool start_session(struct session *session, const struct options *options)
{
    for (int i = 0; i < options->program_count; i++) {
        if (!holds_runtime(options->programs[i][0])) {
            return false;
        }
    }
    session->options = options;
    session->input_fd =
        open(options->input == NULL ? "/dev/null" : options->input, O_RDONLY | O_CLOEXEC);
    if (session->input_fd == -1) {
        fprintf(stderr, "shmcheck: %s: %s\n", options->input, strerror(errno));
        return false;
    }
    pin_to_one_cpu();
    make_control_page(session);
    name_programs(session);
    fflush(NULL);
    for (int i = 0; i < options->program_count; i++) {
        session->servers[i] = fork();
        if (session->servers[i] == -1) {
            tool_fault("fork: %s", strerror(errno));
        }
        if (session->servers[i] == 0) {
            become_server(session, i);
        }
        if (!order(session, i, COMMAND_NONE)) {
            fprintf(stderr, "shmcheck: %s could not be executed\n", options->programs[i][0]);
            return false;
        }
    }
    return true;
}

/* Ends the fork servers, which take with them whatever a run has left. */
void end_session(struct session *session)
{
    for (int i = 0; i < MAX_PROGRAMS; i++) {
        if (session->servers[i] > 0) {
            kill(session->servers[i], SIGTERM);
            waitpid(session->servers[i], NULL, 0);
            session->servers[i] = 0;
        }
    }
}
