/* run.c - one run of the programs in one order. */
#include "explorer.h"

#include <linux/futex.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Writes the name under which reports show a process: "child" where there is only one. */
void process_title(const struct session *session, int index, char *name, size_t size)
{
    const struct control *control = session->control;
    const struct process *process = &control->processes[index];
    char parent[LABEL_SIZE / 2];

    if (index < 0 || index >= MAX_PROCESSES || process->parent >= index) {
        snprintf(name, size, "?");
    } else if (process->parent < 0) {
        snprintf(name, size, "%s",
                 session->options->program_count == 1
                     ? "parent"
                     : control->program_names[(unsigned)process->program % MAX_PROGRAMS]);
    } else {
        const struct process *above = &control->processes[process->parent];
        char number[16] = "";

        if (above->children != 1) {
            snprintf(number, sizeof(number), "%d", process->ordinal);
        }
        process_title(session, process->parent, parent, sizeof(parent));
        if (above->parent < 0 && session->options->program_count == 1) {
            snprintf(name, size, "child%s", number);
        } else {
            snprintf(name, size, "%s.child%s", parent, number);
        }
    }
}

/* Makes the page as it is before a run, and starts the roots, which wait for their first turn. */
static bool begin_run(struct session *session, const struct planned *prefix, uint32_t length)
{
    struct control *control = session->control;

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
    for (int i = 0; i < session->options->program_count; i++) {
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
    session->hang[0] = '\0';
    lseek(session->input_fd, 0, SEEK_SET);
    for (int i = 0; i < session->options->program_count; i++) {
        if (!order(session, i, COMMAND_RUN)) {
            return false;
        }
        control->processes[i].pid = control->servers[i].root;
    }
    return true;
}

/* Gives the turn to the next process of the plan, and waits until it comes back. */
static bool follow_plan(struct session *session)
{
    struct control *control = session->control;
    const struct planned *next = &control->plan[control->step];
    struct process *process;

    if (next->process < 0 || next->process >= (int)control->process_count ||
        control->processes[next->process].state != PROCESS_PARKED) {
        snprintf(session->hang, sizeof(session->hang),
                 "step %u cannot be repeated: the program is not the same in every run",
                 control->step + 1);
        return false;
    }
    process = &control->processes[next->process];
    process->choice = next->choice;
    control->step++;
    control->turn = next->process;
    __atomic_store_n(&process->go, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, &process->go, FUTEX_WAKE, 1, NULL, NULL, 0);
    return wait_for_turn(session);
}

/* Plans one more step, and lets it happen. */
static bool take_step(struct session *session, int process, int choice)
{
    struct control *control = session->control;

    if (control->plan_length >= MAX_EVENTS) {
        snprintf(session->hang, sizeof(session->hang),
                 "a run of more than %d steps: give it a smaller input", MAX_EVENTS);
        return false;
    }
    control->plan[control->plan_length++] =
        (struct planned){.process = (int16_t)process, .choice = (int16_t)choice};
    return follow_plan(session);
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

/* Is a step one that nobody else can tell the time of? The end of a process is, as long as nobody
 * asks whether it has ended, or for whoever ends next: its parent's wait for it comes afterwards in
 * every order. So is that wait, once the child has ended. */
static bool is_unnoticed(const struct session *session, int index)
{
    const struct operation *op = &session->control->processes[index].pending;

    if (op->kind == OP_START) {
        return true;
    }
    if (!session->reduces || (op->flags & OP_SPINNING) != 0) {
        return false;
    }
    if (op->kind == OP_SLEEP) {
        return true;
    }
    if (session->ends_matter) {
        return false;
    }
    return (op->kind == OP_EXIT && op->object < 0) ||
           (op->kind == OP_WAIT && is_enabled(session, index));
}

/* The process whose next step nobody can tell the time of, or -1. */
static int unnoticed_step(const struct session *session)
{
    const struct control *control = session->control;

    for (uint32_t i = 0; i < control->process_count && i < MAX_PROCESSES; i++) {
        if (control->processes[i].state == PROCESS_PARKED && is_unnoticed(session, (int)i)) {
            return (int)i;
        }
    }
    return -1;
}

/* Did the run touch anything shared at all? A program that does not is not clean: most likely its
 * accesses were not seen. */
static bool touched_shared(const struct control *control)
{
    if (!page_is_sound(control)) {
        return false;
    }
    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct operation *op = &control->events[i].op;
        /* After a call that failed there may be nothing left to share. */
        if ((op->kind == OP_SHM_OPEN || op->kind == OP_SEM_OPEN || op->kind == OP_SHMGET ||
             (control->events[i].flags & EVENT_INJECTED) != 0) &&
            control->events[i].error != 0) {
            return true;
        }
        if (op->object >= 0 && op->object < MAX_OBJECTS && (op->flags & OP_LOCAL) == 0 &&
            control->objects[op->object].kind != OBJECT_SHM_NAME &&
            control->objects[op->object].kind != OBJECT_SEM_NAME &&
            control->objects[op->object].kind != OBJECT_KEY) {
            return true;
        }
    }
    return false;
}

/* Runs the programs once.
 * prefix, length: the first steps; choose: picks the others. Returns how it ended. The page keeps
 * the whole run, plan included, until finish_run. */
enum ending run_once(struct session *session, const struct planned *prefix, uint32_t length,
                     chooser choose, void *context)
{
    static struct candidate candidates[MAX_PROCESSES * MAX_PROCESSES];
    struct control *control = session->control;
    enum ending ending = ENDING_TROUBLE;
    int count, picked;

    session->runs++;
    if (!begin_run(session, prefix, length)) {
        tool_fault("a fork server has died");
    }
    while (control->trouble == TROUBLE_NONE && page_is_sound(control)) {
        if (control->step < control->plan_length) {
            if (!follow_plan(session)) {
                break;
            }
            continue;
        }
        if (all_dead(control)) {
            ending = ENDING_COMPLETE;
            break;
        }
        picked = unnoticed_step(session);
        if (picked >= 0) {
            if (!take_step(session, picked, 0)) {
                break;
            }
            continue;
        }
        count = list_candidates(session, candidates);
        if (count == 0) {
            ending = ENDING_BLOCKED;
            break;
        }
        picked = choose(context, session, candidates, count);
        if (picked < 0) {
            ending = ENDING_CUT;
            break;
        }
        if (!take_step(session, candidates[picked].process, candidates[picked].choice)) {
            break;
        }
    }
    if (control->trouble != TROUBLE_NONE || session->hang[0] != '\0' || !page_is_sound(control)) {
        ending = ENDING_TROUBLE;
    }
    if (control->step > session->longest) {
        session->longest = control->step;
    }
    session->shared_seen |= touched_shared(control);
    return ending;
}

/* Removes what a run left: processes, objects, segments, output. */
void finish_run(struct session *session)
{
    struct control *control = session->control;
    uint32_t processes = control->process_count;
    char name[64];

    for (int i = 0; i < session->options->program_count; i++) {
        if (!order(session, i, COMMAND_END)) {
            tool_fault("a fork server has died");
        }
    }
    for (uint32_t i = 0; i < control->object_count && i < MAX_OBJECTS; i++) {
        const struct object *object = &control->objects[i];
        struct shmid_ds status;

        if (object->kind == OBJECT_SHM_NAME) {
            snprintf(name, sizeof(name), "%.24s%016llx", control->prefix,
                     (unsigned long long)object->key[0]);
            shm_unlink(name);
        }
        /* Only a segment as the runtime makes them, and that nobody uses. */
        if (object->kind == OBJECT_MEMORY && (object->flags & OBJECT_SYSV) != 0 &&
            (object->flags & OBJECT_REMOVED) == 0 &&
            shmctl(object->value, IPC_STAT, &status) == 0 && status.shm_perm.__key == IPC_PRIVATE &&
            status.shm_nattch == 0) {
            shmctl(object->value, IPC_RMID, NULL);
        }
    }
    for (uint32_t i = 0; i < processes && i < MAX_PROCESSES; i++) {
        if (lseek(control->output[i], 0, SEEK_CUR) != 0) {
            lseek(control->output[i], 0, SEEK_SET);
            if (ftruncate(control->output[i], 0) == -1) {
                tool_fault("the output of a process cannot be emptied");
            }
        }
    }
    if (lseek(session->error_fd, 0, SEEK_END) != 0 && ftruncate(session->error_fd, 0) == -1) {
        tool_fault("the errors of a run cannot be emptied");
    }
}

static size_t read_all(int fd, char *buffer, size_t size)
{
    ssize_t length = pread(fd, buffer, size - 1, 0);

    if (length < 0) {
        length = 0;
    }
    buffer[length] = '\0';
    return (size_t)length;
}

/* The standard output of a process of the last run, cut to size - 1 bytes. Returns its length. */
size_t read_output(struct session *session, int process, char *buffer, size_t size)
{
    return read_all(session->control->output[process], buffer, size);
}

/* What all processes of the last run wrote to standard error. */
size_t read_errors(struct session *session, char *buffer, size_t size)
{
    return read_all(session->error_fd, buffer, size);
}
