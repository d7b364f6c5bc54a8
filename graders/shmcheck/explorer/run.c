/* run.c - one run of the programs in one order. */
#include "run.h"

#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fault.h"
#include "output.h"
#include "page.h"
#include "watchdog.h"

#include "../include/run_names.h"

/* Makes the page as it is before a run, and starts the roots, which wait for their first turn. */
static bool begin_run(struct programs *programs, const struct planned *prefix, uint32_t length)
{
    struct control *control = programs->control;

    for (uint32_t i = 0; i < MAX_PROCESSES; i++) {
        if (control->processes[i].state != PROCESS_NONE) {
            memset(&control->processes[i], 0, sizeof(control->processes[i]));
        }
    }
    control->trouble = TROUBLE_NONE;
    control->misuse.set = 0;
    control->object_count = control->event_count = control->arena_used = 0;
    control->step = 0;
    control->plan_length = length;
    control->turn = -1;
    control->explorer_go = 0;
    control->run++;
    if (length > 0 && prefix != control->plan) {
        memmove(control->plan, prefix, length * sizeof(*prefix));
    }
    control->process_count = control->program_count;
    for (int i = 0; i < programs->setup->count; i++) {
        control->processes[i] = (struct process){.parent = -1,
                                                 .program = i,
                                                 .state = PROCESS_PARKED,
                                                 .pending = {.kind = OP_START,
                                                             .flags = OP_LOCAL,
                                                             .object = -1,
                                                             .object2 = -1,
                                                             .family = -1,
                                                             .target = -1}};
    }
    lseek(programs->input_fd, 0, SEEK_SET);
    for (int i = 0; i < programs->setup->count; i++) {
        if (!order_server(programs, i, COMMAND_RUN)) {
            return false;
        }
        control->processes[i].pid = control->servers[i].root;
    }
    return true;
}

/* Gives the turn to the next process of the plan, and waits until it comes back. */
static bool follow_plan(struct control *control, struct hang *hang)
{
    const struct planned *next = &control->plan[control->step];
    if (next->process < 0 || next->process >= (int)control->process_count ||
        control->processes[next->process].state != PROCESS_PARKED) {
        *hang = (struct hang){.reason = HANG_PLAN, .step = control->step + 1};
        return false;
    }
    struct process *process = &control->processes[next->process];
    process->choice = next->choice;
    control->step++;
    control->turn = next->process;
    __atomic_store_n(&process->go, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, &process->go, FUTEX_WAKE, 1, NULL, NULL, 0);
    return wait_for_turn(control, hang);
}

/* Plans one more step, and lets it happen. */
static bool take_step(struct control *control, int process, int choice, struct hang *hang)
{
    if (control->plan_length >= MAX_EVENTS) {
        *hang = (struct hang){.reason = HANG_LONG};
        return false;
    }
    control->plan[control->plan_length++] =
        (struct planned){.process = (int16_t)process, .choice = (int16_t)choice};
    return follow_plan(control, hang);
}

static bool all_dead(const struct control *control)
{
    for (uint32_t i = 0; i < control->process_count && i < MAX_PROCESSES; i++) {
        if (control->processes[i].state != PROCESS_DEAD) {
            return false;
        }
    }
    return true;
}

/* Is a step one that no other process can tell the time of? The end of a process is, as long as
 * none asks whether it has ended, or for the child that ends next: its parent's wait for it comes
 * afterwards in every order. So is that wait, once the child has ended. */
static bool is_unnoticed(const struct control *control, int index, enum unnoticed unnoticed)
{
    const struct operation *op = &control->processes[index].pending;

    if (op->kind == OP_START) {
        return true;
    }
    if (unnoticed == UNNOTICED_STARTS || (op->flags & OP_SPINNING) != 0) {
        return false;
    }
    if (op->kind == OP_SLEEP) {
        return true;
    }
    if (unnoticed == UNNOTICED_SLEEPS) {
        return false;
    }
    return (op->kind == OP_EXIT && op->object < 0) ||
           (op->kind == OP_WAIT && is_enabled(control, index));
}

/* The process whose next step is to be taken at once, or -1. */
static int unnoticed_step(const struct control *control, enum unnoticed unnoticed)
{
    for (uint32_t i = 0; i < control->process_count && i < MAX_PROCESSES; i++) {
        if (control->processes[i].state == PROCESS_PARKED &&
            is_unnoticed(control, (int)i, unnoticed)) {
            return (int)i;
        }
    }
    return -1;
}

enum ending run_once(struct programs *programs, const struct planned *prefix, uint32_t length,
                     enum unnoticed unnoticed, chooser choose, void *context, struct hang *hang)
{
    static struct candidate candidates[MAX_CANDIDATES];
    struct control *control = programs->control;
    enum ending ending = ENDING_TROUBLE;

    *hang = (struct hang){.reason = HANG_NONE};
    if (!begin_run(programs, prefix, length)) {
        tool_fault("a fork server has died");
    }
    while (control->trouble == TROUBLE_NONE && page_is_sound(control)) {
        if (control->step < control->plan_length) {
            if (!follow_plan(control, hang)) {
                break;
            }
            continue;
        }
        if (all_dead(control)) {
            ending = ENDING_COMPLETE;
            break;
        }
        int picked = unnoticed_step(control, unnoticed);
        if (picked >= 0) {
            if (!take_step(control, picked, 0, hang)) {
                break;
            }
            continue;
        }
        int count = list_candidates(control, candidates);
        if (count == 0) {
            ending = ENDING_BLOCKED;
            break;
        }
        picked = choose(context, control, candidates, count);
        if (picked < 0) {
            ending = ENDING_CUT;
            break;
        }
        if (!take_step(control, candidates[picked].process, candidates[picked].choice, hang)) {
            break;
        }
    }
    if (control->trouble != TROUBLE_NONE || hang->reason != HANG_NONE || !page_is_sound(control)) {
        return ENDING_TROUBLE;
    }
    return ending;
}

void finish_run(struct programs *programs)
{
    const struct control *control = programs->control;
    uint32_t processes = control->process_count;

    for (int i = 0; i < programs->setup->count; i++) {
        if (!order_server(programs, i, COMMAND_END)) {
            tool_fault("a fork server has died");
        }
    }
    remove_run_names(control);
    for (uint32_t i = 0; i < processes && i < MAX_PROCESSES; i++) {
        empty_output(control->output[i]);
    }
    empty_output(programs->error_fd);
}
