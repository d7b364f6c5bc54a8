/* verdict.c - what is wrong with a run: a function of its log, and of what is wanted. */
#include "verdict.h"

#include <string.h>
#include <sys/wait.h>

#include "clocks.h"
#include "output.h"
#include "page.h"

#define OUTPUT_ROOM 65536

static const struct place nowhere = {-1, -1, -1};

/* A judgement that is being made. */
struct judgement {
    const struct control *control;
    const struct wanted *wanted;
    struct finding finding;
};

static void find(struct judgement *judgement, enum violation kind, struct place place)
{
    struct finding *finding = &judgement->finding;

    if ((judgement->wanted->kinds & kind) == 0) {
        return;
    }
    if (finding->kinds == 0) {
        finding->first = kind;
        finding->place = place;
    }
    finding->kinds |= kind;
}

static void find_in_process(struct judgement *judgement, enum violation kind, uint32_t process)
{
    find(judgement, kind, (struct place){.process = (int)process, .object = -1, .event = -1});
}

static void find_in_object(struct judgement *judgement, enum violation kind, uint32_t object)
{
    find(judgement, kind, (struct place){.process = -1, .object = (int)object, .event = -1});
}

static void judge_blocked(struct judgement *judgement)
{
    const struct control *control = judgement->control;
    bool spins = false;

    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].state == PROCESS_PARKED &&
            (control->processes[i].pending.flags & OP_SPINNING) != 0) {
            spins = true;
        }
    }
    find(judgement, spins ? VIOLATION_LIVELOCK : VIOLATION_DEADLOCK, nowhere);
}

static void judge_crashes(struct judgement *judgement)
{
    const struct control *control = judgement->control;

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->state == PROCESS_DEAD && WIFSIGNALED(process->status) &&
            (process->flags & PROCESS_SIGNALLED) == 0) {
            find_in_process(judgement, VIOLATION_CRASH, i);
        }
    }
}

static void judge_race(struct judgement *judgement)
{
    int *race = judgement->finding.race;

    if ((judgement->wanted->kinds & VIOLATION_RACE) != 0 &&
        find_race(judgement->control, &race[0], &race[1])) {
        find(judgement, VIOLATION_RACE, nowhere);
    }
}

/* Compares the output of the roots, one after the other, with --expect. */
static void judge_output(struct judgement *judgement)
{
    static char output[OUTPUT_ROOM];

    if (judgement->wanted->expect == NULL) {
        return;
    }
    size_t length = read_roots(judgement->control, output, sizeof(output));
    if (strlen(output) != length ||
        regexec(&judgement->wanted->expression, output, 0, NULL, 0) != 0) {
        judgement->finding.expected = judgement->wanted->expect;
        find(judgement, VIOLATION_OUTPUT, nowhere);
    }
}

static void judge_status(struct judgement *judgement)
{
    const struct control *control = judgement->control;

    for (uint32_t i = 0; i < control->program_count; i++) {
        int status = control->processes[i].status;
        if (WIFEXITED(status) && !judgement->wanted->statuses[WEXITSTATUS(status)]) {
            find_in_process(judgement, VIOLATION_STATUS, i);
        }
    }
}

/* Is it something with a name or a key, which outlives its processes? */
static bool outlives(const struct object *object)
{
    return object->kind == OBJECT_SHM_NAME || object->kind == OBJECT_SEM_NAME ||
           (object->kind == OBJECT_MEMORY && (object->flags & OBJECT_SYSV) != 0);
}

/* Children for which no process has waited, then objects. */
static void judge_leftovers(struct judgement *judgement)
{
    const struct control *control = judgement->control;

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->parent >= 0 && (process->flags & PROCESS_REAPED) == 0 &&
            (control->processes[process->parent].flags & PROCESS_SIGNALLED) == 0) {
            find_in_process(judgement, VIOLATION_LEFT, i);
        }
    }
    for (uint32_t i = 0; i < control->object_count; i++) {
        const struct object *object = &control->objects[i];
        if ((object->flags & OBJECT_LIVE) != 0 && outlives(object)) {
            find_in_object(judgement, VIOLATION_LEFT, i);
        }
    }
}

/* Unnamed semaphores in shared memory that no process has destroyed. The end of the mapping ends
 * them on Linux; POSIX does not promise that. */
static void judge_semaphores(struct judgement *judgement)
{
    const struct control *control = judgement->control;

    for (uint32_t i = 0; i < control->object_count; i++) {
        const struct object *object = &control->objects[i];
        if (object->kind == OBJECT_SEMAPHORE && (object->flags & OBJECT_LIVE) != 0 &&
            (object->flags & OBJECT_NAMED) == 0) {
            find_in_object(judgement, VIOLATION_SEMAPHORE, i);
        }
    }
}

/* What the roots have not given back at exit. A child that ends with _exit may leave both to the
 * kernel. */
static void judge_unreturned(struct judgement *judgement)
{
    const struct control *control = judgement->control;

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->parent >= 0) {
            continue;
        }
        if (process->mappings > 0) {
            find_in_process(judgement, VIOLATION_MAPPING, i);
        }
        if (process->descriptors > 0) {
            find_in_process(judgement, VIOLATION_DESCRIPTOR, i);
        }
    }
}

/* A spin that did end: a busy wait. A process that spun has parked with OP_SPINNING. */
static void judge_busy(struct judgement *judgement)
{
    const struct control *control = judgement->control;

    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].spun_pc != 0) {
            find_in_process(judgement, VIOLATION_BUSY, i);
        }
    }
}

/* Does a process, after an event, release what it holds? A semaphore is a lock only if its holder
 * posts it: one that counts items is posted by others. */
static bool gives_back(const struct control *control, int process, int object, uint32_t after)
{
    if (control->objects[object].kind != OBJECT_SEMAPHORE) {
        return true;
    }
    for (uint32_t i = after; i < control->event_count; i++) {
        if (control->events[i].process == process && control->events[i].op.kind == OP_SEM_POST &&
            control->events[i].op.object == object) {
            return true;
        }
    }
    return false;
}

static bool is_taken_by(const struct event *event)
{
    return (event->flags & EVENT_ACQUIRED) != 0 && event->op.kind != OP_BARRIER_LEAVE &&
           event->op.kind != OP_BARRIER_ARRIVE;
}

static bool is_released_by(const struct event *event)
{
    uint16_t kind = event->op.kind;
    return (event->flags & EVENT_UNCHANGED) == 0 &&
           (kind == OP_SEM_POST || kind == OP_MUTEX_UNLOCK || kind == OP_RWLOCK_UNLOCK ||
            kind == OP_SPIN_UNLOCK || kind == OP_COND_WAIT);
}

/* Sleeping while a mutex, or a semaphore that this process took and has not yet posted, is held. */
static void judge_sleep(struct judgement *judgement)
{
    static int held[MAX_PROCESSES][MAX_OBJECTS];
    const struct control *control = judgement->control;

    memset(held, 0, sizeof(held));
    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        const struct operation *op = &event->op;
        int32_t object =
            op->kind == OP_COND_WAKE || op->kind == OP_COND_WAIT ? op->object2 : op->object;

        if (event->process < 0 || event->process >= MAX_PROCESSES) {
            continue;
        }
        if (object >= 0 && object < MAX_OBJECTS) {
            int *times = &held[event->process][object];
            if (is_taken_by(event)) {
                ++*times;
            } else if (is_released_by(event) && *times > 0) {
                --*times;
            }
        }
        for (int k = 0; k < MAX_OBJECTS && op->kind == OP_SLEEP; k++) {
            if (held[event->process][k] > 0 && gives_back(control, event->process, k, i)) {
                find(judgement, VIOLATION_SLEEP,
                     (struct place){.process = event->process, .object = k, .event = (int)i});
            }
        }
    }
}

struct finding judge(const struct control *control, enum ending ending, const struct wanted *wanted)
{
    struct judgement judgement = {
        .control = control, .wanted = wanted, .finding = {.place = nowhere, .race = {-1, -1}}};

    if (!page_is_sound(control)) {
        return judgement.finding;
    }
    if (control->trouble == TROUBLE_SCRIBBLE) {
        find(&judgement, VIOLATION_CRASH, nowhere);
        return judgement.finding;
    }
    judge_crashes(&judgement);
    if (ending == ENDING_BLOCKED) {
        judge_blocked(&judgement);
    }
    if (control->misuse.set) {
        find(&judgement, VIOLATION_MISUSE, nowhere);
    }
    judge_race(&judgement);
    if (ending == ENDING_COMPLETE && (judgement.finding.kinds & VIOLATION_CRASH) == 0) {
        judge_output(&judgement);
        judge_status(&judgement);
        judge_leftovers(&judgement);
        judge_unreturned(&judgement);
        judge_semaphores(&judgement);
        judge_busy(&judgement);
    }
    judge_sleep(&judgement);
    return judgement.finding;
}
