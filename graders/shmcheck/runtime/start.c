/* start.c - before anything of the program runs: the fork server.
 *
 * The program is executed once. Before its first constructor it stops here, and forks a fresh copy
 * of itself for every run; that costs a fraction of an exec. The copy returns from here, and goes
 * on to the constructors and to main.
 */
#include "runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct runtime *shmcheck_rt;

extern char _end[]; /* the linker's name for the end of the program's data */

/* What the explorer looks for in a file before it executes it. */
__attribute__((used)) static const char signature[] = RUNTIME_SIGNATURE;

_Noreturn static void refuse(const char *text)
{
    dprintf(STDERR_FILENO, "shmcheck: %s\n", text);
    _exit(2);
}

/* Defined by shmcheck-cc in a static program; and the linker's names for the destructors. */
extern char shmcheck_static[] __attribute__((weak));
extern void (*__fini_array_start[])(void) __attribute__((weak));
extern void (*__fini_array_end[])(void) __attribute__((weak));

/* Runs at the end of exit, after the program's own handlers. The destructors have been run by then
 * in a dynamic program; in a static one they would come later, and so are run here. */
static void at_exit(int status, void *unused)
{
    (void)unused;
    if (shmcheck_static != NULL) {
        /* cppcheck-suppress comparePointers ; the linker names both ends of one array */
        for (size_t i = (size_t)(__fini_array_end - __fini_array_start); i-- > 0;) {
            __fini_array_start[i]();
        }
    }
    RT->call_pc = 0;
    RT->call_frame = __builtin_dwarf_cfa();
    fflush(NULL);
    leave(status, 0);
}

/* Kills the children that the kernel lists for this process. */
static void kill_children(void)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1) {
        return;
    }
    char list[4096];
    ssize_t length = read(fd, list, sizeof(list) - 1);
    close(fd);
    if (length <= 0) {
        return;
    }
    list[length] = '\0';
    char *rest;
    for (char *word = strtok_r(list, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        if (atoi(word) > 1) {
            kill(atoi(word), SIGKILL);
        }
    }
}

/* Kills what is left of a run and waits until the last process is gone. The processes of a run
 * share a process group; orphans, and whoever left the group, come to this process, their
 * subreaper. The pids on the control page are not used for this: the program could have overwritten
 * them. */
static void end_run(pid_t root)
{
    if (root > 0) {
        kill(-root, SIGKILL);
    }
    pid_t pid;
    for (;;) {
        pid = waitpid(-1, NULL, WNOHANG);
        if (pid == -1 && errno == ECHILD) {
            break;
        }
        if (pid != 0) {
            continue;
        }
        kill_children();
        waitpid(-1, NULL, 0);
    }
}

/* Removes the names and the segments that a run has made. */
static void remove_names(void)
{
    const struct control *control = RT->control;
    char name[64];

    for (uint32_t i = 0; i < control->object_count && i < MAX_OBJECTS; i++) {
        const struct object *object = &control->objects[i];
        if (object->kind == OBJECT_SHM_NAME) {
            snprintf(name, sizeof(name), "%.24s%016llx", control->prefix,
                     (unsigned long long)object->key[0]);
            shm_unlink(name);
        }
        if (object->kind == OBJECT_MEMORY &&
            (object->flags & (OBJECT_SYSV | OBJECT_REMOVED)) == OBJECT_SYSV) {
            shmctl(object->value, IPC_RMID, NULL);
        }
    }
}

static pid_t current_root;

/* The explorer has gone, or wants everything to end: nothing of the run may outlive it. */
static void terminate(int signal_number)
{
    (void)signal_number;
    end_run(current_root);
    remove_names();
    _exit(0);
}

/* Begins the life of a root: its slot, its process group, its output, its exit handler. */
static void begin_root(int program)
{
    struct control *control = RT->control;

    setpgid(0, 0);
    signal(SIGTERM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    on_exit(at_exit, NULL);
    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].program == program && control->processes[i].parent == -1) {
            child_begins((int32_t)i);
        }
    }
}

/* Wakes the explorer, which waits for the number of carried out orders to change. */
static void wake_counter(uint32_t *counter)
{
    syscall(SYS_futex, counter, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static uint64_t nanoseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * 1000000000U + (uint64_t)time.tv_usec * 1000U;
}

/* The processor time of this process and of those that it, and they, have waited for. */
static uint64_t processor_time(void)
{
    struct rusage own;
    getrusage(RUSAGE_SELF, &own);
    struct rusage children;
    getrusage(RUSAGE_CHILDREN, &children);
    return nanoseconds(own.ru_utime) + nanoseconds(own.ru_stime) + nanoseconds(children.ru_utime) +
           nanoseconds(children.ru_stime);
}

static void serve(int program)
{
    struct server *server = &RT->control->servers[program];
    char text[LABEL_SIZE];

    /* The C library's first formatted output changes its data, once. Only runs that are recorded
     * format anything: without this they would differ, and a busy wait would last a round longer.
     */
    snprintf(text, sizeof(text), "%s %d", "run", program);
    for (;;) {
        sleep_until_woken(&server->command);
        if (server->order == COMMAND_QUIT) {
            _exit(0);
        }
        if (server->order == COMMAND_RUN) {
            current_root = fork();
            if (current_root == 0) {
                begin_root(program);
                return;
            }
            server->root = current_root;
        } else if (server->order == COMMAND_END) {
            end_run(current_root);
            current_root = 0;
            server->cpu_ns = processor_time();
        }
        __atomic_add_fetch(&server->answers, 1, __ATOMIC_RELEASE);
        wake_counter(&server->answers);
    }
}

/* Takes a variable out of the environment, which at this point only the arguments show. Returns its
 * value, or NULL. */
static const char *take_variable(char **environment, const char *name)
{
    size_t length = strlen(name);
    const char *value = NULL;
    char **kept = environment;

    for (char **at = environment; *at != NULL; at++) {
        if (strncmp(*at, name, length) == 0 && (*at)[length] == '=') {
            value = *at + length + 1;
        } else {
            *kept++ = *at;
        }
    }
    *kept = NULL;
    return value;
}

/* Where the heap begins: on the page after the program's data, as addresses are not randomised. The
 * C library of a static program has allocated memory before we are called. Where that page is not
 * there, the heap that is still to come. */
static uintptr_t find_heap(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)_end + page - 1) / page * page;
    uintptr_t end = (uintptr_t)sbrk(0);
    static unsigned char resident[4096];

    if (begin < end && end - begin <= sizeof(resident) * page &&
        mincore((void *)begin, end - begin, resident) == 0) {
        return begin;
    }
    return end;
}

static void start(int count, char **arguments, char **environment)
{
    const char *descriptor = take_variable(environment, CONTROL_ENVIRONMENT);
    const char *program = take_variable(environment, PROGRAM_ENVIRONMENT);

    (void)count;
    if (descriptor == NULL || program == NULL) {
        dprintf(STDERR_FILENO,
                "shmcheck: %s was built with shmcheck-cc; run it as: shmcheck -- %s\n",
                arguments[0], arguments[0]);
        _exit(2);
    }
    void *page;
    page =
        mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, atoi(descriptor), 0);
    if (page == MAP_FAILED) {
        refuse("the control page cannot be mapped");
    }
    shmcheck_rt = mmap(NULL, sizeof(*shmcheck_rt), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (shmcheck_rt == MAP_FAILED) {
        refuse("there is no memory for the runtime");
    }
    RT->heap_start = find_heap();
    RT->control = page;
    RT->scratch = mmap(NULL, SCRATCH_SIZE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (RT->scratch == MAP_FAILED) {
        refuse("there is no memory for the runtime");
    }
    RT->self = -1;
    if (RT->control->guard != CONTROL_GUARD) {
        refuse("this is not the control page of a run");
    }
    install_crash_handlers();
    signal(SIGTERM, terminate);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    serve(atoi(program));
}

/* The dynamic linker calls these before every constructor. */
__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **,
                                                                            char **) = start;
