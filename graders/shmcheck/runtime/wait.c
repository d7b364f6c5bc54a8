/* wait.c - waiting for a child. */
#include "wait.h"

#include <errno.h>
#include <unistd.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "operation.h"
#include "process.h"
#include "snapshot.h"
#include "stop.h"
#include "turn.h"

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

/* What every form of wait does. Returns as waitpid does. */
static pid_t wait_child(pid_t pid, int *status, int options, const char *call)
{
    struct operation op = operation(OP_WAIT, OP_WRITES, -1, RT->call_pc);

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
    int error = failure_of(call);
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
    int state = 0;
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

pid_t shmcheck_wait(int *status)
{
    ENTER();
    return wait_child(-1, status, 0, "wait");
}

pid_t shmcheck_waitpid(pid_t pid, int *status, int options)
{
    ENTER();
    return wait_child(pid, status, options, "waitpid");
}

pid_t shmcheck_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    ENTER();
    if (usage != NULL) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, "wait4 with a usage argument is not modelled");
    }
    return wait_child(pid, status, options, "wait4");
}

int shmcheck_waitid(idtype_t type, id_t id, siginfo_t *info, int options)
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
