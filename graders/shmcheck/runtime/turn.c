/* turn.c - one process runs at a time: parking before an operation and handing the turn on.
 *
 * The next to go is the one that the explorer has planned; where its plan ends, the explorer itself
 * is woken to plan another step. A planned hand-over goes straight from process to process, which
 * costs one context switch instead of two.
 */
#include "runtime.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Sets a futex word and wakes its sleeper. */
void wake_process(uint32_t *word)
{
    __atomic_store_n(word, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* Waits until a futex word is set, and clears it. A process whose explorer has died leaves at once:
 * nothing of a run may outlive it. */
void sleep_until_woken(uint32_t *word)
{
    const struct timespec second = {.tv_sec = 1};

    while (__atomic_exchange_n(word, 0, __ATOMIC_ACQUIRE) == 0) {
        if (syscall(SYS_futex, word, FUTEX_WAIT, 0, &second, NULL, 0) == -1 && errno == ETIMEDOUT &&
            kill(RT->control->explorer_pid, 0) == -1 && errno == ESRCH) {
            syscall(SYS_exit_group, 1);
        }
    }
}

/* Ends the run: says why, wakes the explorer, and waits to be killed.
 * trouble, pc: what happened, and where in the program (0: nowhere); format: the line to print. */
void stop_run(enum trouble trouble, uint64_t pc, const char *format, ...)
{
    struct control *control = RT->control;
    va_list arguments;

    if (control->trouble == TROUBLE_NONE) {
        va_start(arguments, format);
        vsnprintf(control->trouble_text, sizeof(control->trouble_text), format, arguments);
        va_end(arguments);
        control->trouble_pc = pc;
        control->trouble_process = RT->self;
        control->trouble = trouble;
    }
    control->turn = -1;
    wake_process(&control->explorer_go);
    for (;;) {
        sleep_until_woken(&control->processes[RT->self].go);
    }
}

/* Gives the turn to whoever is next. Returns true if that is this process itself. */
static bool hand_over(void)
{
    struct control *control = RT->control;

    if (control->step >= control->plan_length) {
        control->turn = -1;
        wake_process(&control->explorer_go);
        return false;
    }
    int slot = control->plan[control->step].process;
    if (slot < 0 || slot >= (int)control->process_count ||
        control->processes[slot].state != PROCESS_PARKED) {
        stop_run(TROUBLE_PLAN, 0, "step %u: the planned process is not there", control->step);
    }
    struct process *next = &control->processes[slot];
    next->choice = control->plan[control->step].choice;
    control->step++;
    control->turn = slot;
    if (slot == RT->self && next->state == PROCESS_PARKED && !RT->ending) {
        return true;
    }
    wake_process(&next->go);
    return false;
}

/* Records the value that the last write has left, now that it has happened. */
void finish_write(void)
{
    struct event *event = RT->unfinished;

    if (event == NULL) {
        return;
    }
    RT->unfinished = NULL;
    event->after = load_value(RT->unfinished_address, event->op.size);
    if (event->op.size <= sizeof(event->after) && event->after == event->before) {
        event->flags |= EVENT_UNCHANGED;
    }
    keep_data(event, RT->unfinished_address, event->op.size);
}

static bool is_named(const char *wanted)
{
    char name[LABEL_SIZE];

    process_name(RT->self, name, sizeof(name));
    return strcmp(name, wanted) == 0;
}

/* Parks before an operation until it is this process's turn to take it.
 * op: the operation. Returns its event in the log, which the caller completes. */
struct event *take_turn(const struct operation *wanted)
{
    struct control *control = RT->control;
    struct process *process = &control->processes[RT->self];
    struct operation op = *wanted;

    finish_write();
    process->steps++;
    if (control->kill_step != 0 && (uint32_t)control->kill_step == process->steps &&
        is_named(control->kill_process)) {
        orphan_mutexes();
        op = operation(OP_KILLED, OP_WRITES, -1, wanted->pc);
        op.family = process->parent;
        op.target = RT->self;
    }
    notice_spin(&op, process);
    process->pending = op;
    process->parked_at = control->event_count;
    process->state = PROCESS_PARKED;
    if (!hand_over()) {
        sleep_until_woken(&process->go);
    }
    if (control->turn != RT->self) {
        stop_run(TROUBLE_FAULT, op.pc, "a process was woken without the turn");
    }
    process->state = PROCESS_RUNNING;
    op.flags &= (uint16_t)~OP_SPINNING;
    struct event *event = append_event(&op, 0);
    event->choice = process->choice;
    if (op.kind == OP_KILLED) {
        process->flags |= PROCESS_SIGNALLED;
        process->status = SIGKILL;
        RT->ending = true;
        process->state = PROCESS_DEAD;
        (void)hand_over();
        kill(getpid(), SIGKILL);
    }
    return event;
}

/* Logs an operation that no other process can notice: it needs no turn of its own. */
struct event *note(const struct operation *op)
{
    finish_write();
    return append_event(op, EVENT_NOTE);
}

/* Hands the turn on for the last time; the caller is about to end. */
void pass_turn_for_good(void)
{
    RT->ending = true;
    (void)hand_over();
}
