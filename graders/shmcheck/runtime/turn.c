/* turn.c - one process runs at a time. */
#include "turn.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "futex.h"
#include "log.h"
#include "operation.h"
#include "robust.h"
#include "spin.h"
#include "state.h"
#include "stop.h"

#include "../include/run_names.h"

/* Gives the turn to the process that is next. Returns true if that is this process itself. */
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

/* Is the step that this process is about to take the one at which --kill ends it? */
static bool is_to_be_killed(const struct process *process)
{
    const struct control *control = RT->control;

    if (control->kill_step == 0 || (uint32_t)control->kill_step != process->steps) {
        return false;
    }
    char name[LABEL_SIZE];
    write_process_name(control, RT->self, true, name, sizeof(name));
    return strcmp(name, control->kill_process) == 0;
}

struct event *take_turn(const struct operation *wanted)
{
    struct control *control = RT->control;
    struct process *process = &control->processes[RT->self];
    struct operation op = *wanted;

    finish_write();
    process->steps++;
    if (is_to_be_killed(process)) {
        give_up_mutexes();
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

void give_up_mutexes(void)
{
    for (int32_t i = held_robust_mutex(RT->self, 0); i != -1;
         i = held_robust_mutex(RT->self, i + 1)) {
        struct operation op = operation(OP_MUTEX_OWNER_DIED, OP_WRITES, i, RT->call_pc);
        describe(take_turn(&op), "%s", RT->control->objects[i].label);
        orphan_mutex(i);
    }
}

struct event *note(const struct operation *op)
{
    finish_write();
    return append_event(op, EVENT_NOTE);
}

void pass_turn_for_good(void)
{
    RT->ending = true;
    (void)hand_over();
}
