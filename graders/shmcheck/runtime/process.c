/* process.c - fork and exit. */
#include "process.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "descriptors.h"
#include "enter.h"
#include "fail.h"
#include "futex.h"
#include "log.h"
#include "operation.h"
#include "stop.h"
#include "sysv_shm.h"
#include "turn.h"

#include "../include/run_names.h"

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
    if (control->recording) {
        char name[LABEL_SIZE];
        write_process_name(control, slot, true, name, sizeof(name));
        describe(event, "%s", name);
    }
}

pid_t shmcheck_fork(void)
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
    give_up_mutexes();
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

void shmcheck__exit(int status)
{
    ENTER();
    leave(status, RT->call_pc);
}

void shmcheck__Exit(int status)
{
    ENTER();
    leave(status, RT->call_pc);
}

int32_t slot_of(pid_t pid)
{
    const struct control *control = RT->control;

    for (int32_t i = (int32_t)control->process_count - 1; i >= 0; i--) {
        if (control->processes[i].pid == pid) {
            return i;
        }
    }
    return -1;
}
