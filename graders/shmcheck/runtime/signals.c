/* signals.c - signals between the processes of a run. */
#include "signals.h"

#include <errno.h>
#include <unistd.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "operation.h"
#include "process.h"
#include "robust.h"
#include "stop.h"
#include "turn.h"

/* Enters the end of a process that a signal has killed. slot: which process. */
static void bury(int32_t slot, int signal_number)
{
    struct process *process = &RT->control->processes[slot];

    process->state = PROCESS_DEAD;
    process->status = signal_number;
    process->flags |= PROCESS_SIGNALLED;
    for (int32_t i = held_robust_mutex(slot, 0); i != -1; i = held_robust_mutex(slot, i + 1)) {
        orphan_mutex(i);
    }
}

int shmcheck_kill(pid_t pid, int signal_number)
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

/* Handlers may be installed; a signal sent to a process that has one is what is not modelled. */
static void remember_handler(sighandler_t handler)
{
    if (handler != SIG_DFL && handler != SIG_IGN) {
        RT->control->processes[RT->self].flags |= PROCESS_HANDLES;
    }
}

int shmcheck_sigaction(int signal_number, const struct sigaction *action, struct sigaction *old)
{
    ENTER();
    if (action != NULL) {
        remember_handler(action->sa_handler);
    }
    return sigaction(signal_number, action, old);
}

sighandler_t shmcheck_signal(int signal_number, sighandler_t handler)
{
    ENTER();
    remember_handler(handler);
    return signal(signal_number, handler);
}
