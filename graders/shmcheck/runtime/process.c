/* process.c - fork, exit, wait and kill.
 *
 * Processes are known by their place in the tree of forks, not by their pid: the first child of the
 * root is child1 in every run.
 */
#include "runtime.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define DECLARE(type, name, ...)                                                                   \
    type shmcheck_##name(__VA_ARGS__);                                                             \
    type shmcheck_##name(__VA_ARGS__)

/* First thing in a new process: takes its slot, and waits until it is let go.
 * slot: prepared by its parent, or by the explorer for a root. */
void child_begins(int32_t slot)
{
    struct control *control = RT->control;
    struct process *process = &control->processes[slot];

    RT->self = slot;
    RT->seen_count = 0;
    RT->unfinished = NULL;
    process->pid = getpid();
    dup2(control->output[slot], STDOUT_FILENO);
    sleep_until_woken(&process->go);
    process->state = PROCESS_RUNNING;
    struct event *event = append_event(&process->pending, 0);
    char name[LABEL_SIZE];
    if (control->recording) {
        process_name(slot, name, sizeof(name));
        describe(event, "%s", name);
    }
}

/* Writes a process's canonical name: parent, child1, child1.child2; programs of a joint run by
 * their own. */
void process_name(int32_t slot, char *name, size_t size)
{
    const struct control *control = RT->control;
    const struct process *process = &control->processes[slot];

    if (process->parent < 0) {
        snprintf(name, size, "%s",
                 control->program_count == 1 ? "parent" : control->program_names[process->program]);
        return;
    }
    if (control->processes[process->parent].parent < 0 && control->program_count == 1) {
        snprintf(name, size, "child%d", process->ordinal);
        return;
    }
    char parent[LABEL_SIZE / 2];
    process_name(process->parent, parent, sizeof(parent));
    snprintf(name, size, "%s.child%d", parent, process->ordinal);
}

DECLARE(pid_t, fork, void)
{
    struct control *control = RT->control;
    struct process *self = &control->processes[RT->self];
    int32_t slot = (int32_t)control->process_count;
    struct process *child = &control->processes[slot];

    ENTER();
    struct operation op = operation(OP_FORK, OP_LOCAL | OP_WRITES, -1, RT->call_pc);
    struct event *event = note(&op);
    int error;
    if (injected("fork", event, &error)) {
        return conclude(event, -1, error);
    }
    if (slot >= MAX_PROCESSES) {
        stop_run(TROUBLE_FULL, RT->call_pc, "more than %d processes in one run", MAX_PROCESSES);
    }
    memset(child, 0, sizeof(*child));
    child->parent = RT->self;
    child->program = self->program;
    child->ordinal = ++self->children;
    child->flags = self->flags & PROCESS_HANDLES;
    child->pending = operation(OP_START, OP_LOCAL, -1, RT->call_pc);
    child->parked_at = control->event_count;
    child->state = PROCESS_PARKED;
    /* Both would print what is still buffered. */
    fflush(NULL);
    event->op.target = slot;
    control->process_count++;
    pid_t pid = fork();
    if (pid == 0) {
        child_begins(slot);
        return 0;
    }
    if (pid == -1) {
        stop_run(TROUBLE_FAULT, RT->call_pc, "the host cannot fork: %s", strerror(errno));
    }
    child->pid = pid;
    RT->seen_count = 0;
    return conclude(event, pid, 0);
}

/* Ends the process: its last step. status: as for exit; pc: where, 0 for the end of main. */
void leave(int status, uint64_t pc)
{
    struct process *process = &RT->control->processes[RT->self];
    struct operation op = operation(OP_EXIT, OP_MEMORY, -1, pc);

    finish_write();
    forget_closed_descriptors();
    process->mappings = RT->mapping_count;
    process->descriptors = RT->descriptor_count;
    if (RT->mapping_count > 0) {
        process->mapping_pc = RT->mappings[0].pc;
    }
    if (RT->descriptor_count > 0) {
        process->descriptor_pc = RT->descriptors[0].pc;
    }
    orphan_mutexes();
    op.family = process->parent;
    op.target = RT->self;
    for (uint32_t i = 0; i < RT->mapping_count; i++) {
        if (RT->mappings[i].attached) {
            op.object = RT->mappings[i].object;
            op.offset = OFFSET_LENGTH;
            op.size = 1;
        }
    }
    take_turn(&op)->result = status & 0xff;
    detach_all();
    process->status = (status & 0xff) << 8;
    process->state = PROCESS_DEAD;
    pass_turn_for_good();
    for (;;) {
        syscall(SYS_exit_group, status);
    }
}

DECLARE(void, _exit, int status)
{
    ENTER();
    leave(status, RT->call_pc);
}

DECLARE(void, _Exit, int status)
{
    ENTER();
    leave(status, RT->call_pc);
}

/* The dead child that a wait reaps: the oldest one that fits; -1 for none. */
static int32_t dead_child(int32_t target, bool *any)
{
    const struct control *control = RT->control;

    *any = false;
    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->parent != RT->self || (process->flags & PROCESS_REAPED) != 0 ||
            (target != -1 && target != (int32_t)i)) {
            continue;
        }
        *any = true;
        if (process->state == PROCESS_DEAD) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* The only child that could be waited for: then waiting for any means this one. -1: there are more;
 * MAX_PROCESSES: there is none. */
static int32_t only_child(void)
{
    const struct control *control = RT->control;
    int32_t only = MAX_PROCESSES;

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->parent != RT->self || (process->flags & PROCESS_REAPED) != 0) {
            continue;
        }
        if (only != MAX_PROCESSES) {
            return -1;
        }
        only = (int32_t)i;
    }
    return only;
}

static int32_t slot_of(pid_t pid)
{
    const struct control *control = RT->control;

    for (int32_t i = (int32_t)control->process_count - 1; i >= 0; i--) {
        if (control->processes[i].pid == pid) {
            return i;
        }
    }
    return -1;
}

/* What every form of wait does. Returns as waitpid does. */
static pid_t wait_child(pid_t pid, int *status, int options, const char *call)
{
    struct operation op = operation(OP_WAIT, OP_WRITES, -1, RT->call_pc);
    int error, state = 0;

    op.family = RT->self;
    op.target = pid > 0 ? slot_of(pid) : only_child();
    if (pid > 0 && op.target == -1) {
        op.target = MAX_PROCESSES; /* nobody's child */
    }
    if ((options & WNOHANG) != 0) {
        op.flags |= OP_NO_BLOCK | OP_LOOSE;
    }
    if (op.target == -1) {
        op.flags |= OP_LOOSE;
    }
    error = failure_of(call);
    if (error != 0) {
        op.flags |= OP_NO_BLOCK;
    }
    struct event *event = take_turn(&op);
    describe(event, "%s", pid > 0 ? "that child" : "any child");
    if (error != 0) {
        event->flags |= EVENT_INJECTED | EVENT_UNCHANGED;
        return conclude(event, -1, error);
    }
    bool any;
    int32_t slot = dead_child(op.target, &any);
    if (slot == -1) {
        event->flags |= EVENT_UNCHANGED;
        return any ? conclude(event, 0, 0) : conclude(event, -1, ECHILD);
    }
    event->op.target = slot;
    pid = waitpid(RT->control->processes[slot].pid, &state, 0);
    if (pid == -1) {
        return conclude(event, -1, errno);
    }
    RT->control->processes[slot].flags |= PROCESS_REAPED;
    event->after = (uint64_t)(uint32_t)state;
    (void)conclude(event, pid, 0);
    if (status != NULL) {
        write_bytes(status, &state, sizeof(state));
    }
    return pid;
}

DECLARE(pid_t, wait, int *status)
{
    ENTER();
    return wait_child(-1, status, 0, "wait");
}

DECLARE(pid_t, waitpid, pid_t pid, int *status, int options)
{
    ENTER();
    return wait_child(pid, status, options, "waitpid");
}

DECLARE(pid_t, wait4, pid_t pid, int *status, int options, struct rusage *usage)
{
    ENTER();
    if (usage != NULL) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, "wait4 with a usage argument is not modelled");
    }
    return wait_child(pid, status, options, "wait4");
}

/* POSIX.1-2017 waitid, for a child's end: P_PID or P_ALL, with WEXITED. */
DECLARE(int, waitid, idtype_t type, id_t id, siginfo_t *info, int options)
{
    int status = 0;

    ENTER();
    if ((type != P_PID && type != P_ALL) || (options & ~WNOHANG) != WEXITED) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc,
                 "waitid for more than the end of a child is not modelled");
    }
    pid_t pid = wait_child(type == P_PID ? (pid_t)id : -1, &status, options & WNOHANG, "waitid");
    if (pid == -1) {
        return -1;
    }
    if (info != NULL) {
        siginfo_t filled = {0};
        if (pid > 0) {
            filled.si_signo = SIGCHLD;
            filled.si_pid = pid;
            filled.si_uid = getuid();
            filled.si_code = WIFEXITED(status)   ? CLD_EXITED
                             : WCOREDUMP(status) ? CLD_DUMPED
                                                 : CLD_KILLED;
            filled.si_status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
        }
        write_bytes(info, &filled, sizeof(filled));
    }
    return 0;
}

/* A process was killed: what it held, and who it was. */
static void bury(int32_t slot, int signal_number)
{
    struct control *control = RT->control;
    struct process *process = &control->processes[slot];

    process->state = PROCESS_DEAD;
    process->status = signal_number;
    process->flags |= PROCESS_SIGNALLED;
    for (uint32_t i = 0; i < control->object_count; i++) {
        struct object *object = &control->objects[i];
        if (object->kind == OBJECT_MUTEX && object->owner == slot &&
            (object->flags & OBJECT_ROBUST) != 0) {
            object->owner = -1;
            object->flags |= OBJECT_ORPHANED;
        }
    }
}

DECLARE(int, kill, pid_t pid, int signal_number)
{
    ENTER();
    if (pid == getpid()) {
        return raise(signal_number);
    }
    int32_t slot = pid > 0 ? slot_of(pid) : -1;
    if (slot == -1) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc,
                 "kill of anything but a process of the run is not modelled");
    }
    struct operation op = operation(OP_KILL, OP_WRITES, -1, RT->call_pc);
    op.target = slot;
    struct event *event = take_turn(&op);
    struct process *target = &RT->control->processes[slot];
    describe(event, "process %d, %d", slot, signal_number);
    int error;
    if (injected("kill", event, &error)) {
        return conclude(event, -1, error);
    }
    if ((target->flags & PROCESS_REAPED) != 0) {
        return conclude(event, -1, ESRCH);
    }
    if (signal_number == 0 || target->state == PROCESS_DEAD) {
        return conclude(event, 0, 0);
    }
    if (signal_number != SIGKILL && (target->flags & PROCESS_HANDLES) != 0) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc,
                 "a signal to a process that handles signals is not modelled");
    }
    if (signal_number == SIGCHLD || signal_number == SIGCONT || signal_number == SIGURG ||
        signal_number == SIGWINCH) {
        return conclude(event, 0, 0);
    }
    if (signal_number == SIGSTOP || signal_number == SIGTSTP) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, "stopping a process is not modelled");
    }
    if (kill(pid, signal_number) == -1) {
        return conclude(event, -1, errno);
    }
    bury(slot, signal_number);
    return conclude(event, 0, 0);
}
