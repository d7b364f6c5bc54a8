/* enabled.c - which processes could take their next step now. */
#include "enabled.h"

#include <stddef.h>

static const struct object *object_of(const struct control *control, int32_t index)
{
    return index >= 0 && index < MAX_OBJECTS ? &control->objects[index] : NULL;
}

/* May the process take a mutex, a spin lock or a write lock, or be told why not? */
static bool lock_is_open(const struct object *lock, int process)
{
    if (lock == NULL || (lock->flags & OBJECT_LIVE) == 0 || lock->owner == -1 ||
        (lock->flags & OBJECT_LOST) != 0) {
        return true;
    }
    return lock->owner == process && (lock->flags & (OBJECT_RECURSIVE | OBJECT_CHECKED)) != 0;
}

static bool rwlock_is_open(const struct object *lock, const struct operation *op, int process)
{
    if (lock == NULL || (lock->flags & OBJECT_LIVE) == 0 || lock->owner == process) {
        return true;
    }
    return lock->owner == -1 && ((op->flags & OP_READ_LOCK) != 0 || lock->waiters == 0);
}

/* A waiter of wait(2): a child that fits has ended, or there is none to wait for. */
static bool child_is_ready(const struct control *control, const struct operation *op)
{
    bool any = false;

    if ((op->flags & OP_NO_BLOCK) != 0) {
        return true;
    }
    for (uint32_t i = 0; i < control->process_count && i < MAX_PROCESSES; i++) {
        const struct process *child = &control->processes[i];
        if (child->parent != op->family || (child->flags & PROCESS_REAPED) != 0 ||
            (op->target != -1 && op->target != (int32_t)i)) {
            continue;
        }
        any = true;
        if (child->state == PROCESS_DEAD) {
            return true;
        }
    }
    return !any;
}

/* Has someone changed, since it parked, what a spinning process watches? */
static bool spinner_is_woken(const struct control *control, int index)
{
    const struct process *process = &control->processes[index];

    for (uint32_t i = process->parked_at; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        if (event->process == index || (event->flags & EVENT_UNCHANGED) != 0) {
            continue;
        }
        for (uint32_t k = 0; k < process->spins && k < MAX_SPIN; k++) {
            if (operations_conflict(&event->op, &process->spin[k])) {
                return true;
            }
        }
    }
    return false;
}

bool is_enabled(const struct control *control, int index)
{
    const struct process *process = &control->processes[index];
    const struct operation *op = &process->pending;
    const struct object *object = object_of(control, op->object);

    if (process->state != PROCESS_PARKED) {
        return false;
    }
    if ((op->flags & OP_SPINNING) != 0 && !spinner_is_woken(control, index)) {
        return false;
    }
    switch (op->kind) {
    case OP_SEM_WAIT:
        return object == NULL || (object->flags & OBJECT_LIVE) == 0 || object->value > 0;
    case OP_MUTEX_LOCK:
    case OP_SPIN_LOCK:
        return lock_is_open(object, index);
    case OP_COND_WAKE:
        return lock_is_open(object_of(control, op->object2), index) &&
               ((process->flags & PROCESS_WOKEN) != 0 || (op->flags & OP_TIMED) != 0 ||
                (control->spurious && (process->flags & PROCESS_SPURIOUS) == 0));
    case OP_RWLOCK_RDLOCK:
    case OP_RWLOCK_WRLOCK:
        return rwlock_is_open(object, op, index);
    case OP_BARRIER_LEAVE:
        return object == NULL || object->generation != op->offset;
    case OP_WAIT:
        return child_is_ready(control, op);
    case OP_STUCK:
        return false;
    default:
        return true;
    }
}

/* A time-out, or a wake-up that nobody caused: possible at any time, and seldom what one wants to
 * see first. */
static bool is_reluctant(const struct control *control, const struct process *process)
{
    const struct operation *op = &process->pending;
    const struct object *object = object_of(control, op->object);

    switch (op->kind) {
    case OP_SEM_TIMEDWAIT:
        return object != NULL && object->value == 0;
    case OP_MUTEX_TIMEDLOCK:
        return object != NULL && object->owner != -1;
    case OP_COND_WAKE:
        return (process->flags & PROCESS_WOKEN) == 0;
    default:
        return false;
    }
}

int list_candidates(const struct control *control, struct candidate *candidates)
{
    int count = 0;

    for (int i = 0; i < (int)control->process_count && i < MAX_PROCESSES; i++) {
        const struct process *process = &control->processes[i];
        if (!is_enabled(control, i)) {
            continue;
        }
        const struct object *object = object_of(control, process->pending.object);
        struct candidate candidate = {.process = i,
                                      .reluctant = is_reluctant(control, process),
                                      .value = object == NULL ? 0 : object->value,
                                      .free = object == NULL || object->owner == -1,
                                      .op = process->pending};
        if (process->pending.kind != OP_COND_SIGNAL || object == NULL || object->waiters == 0) {
            candidates[count++] = candidate;
            continue;
        }
        for (int waiter = 0; waiter < MAX_PROCESSES; waiter++) {
            if ((object->waiters & (1U << waiter)) != 0) {
                candidate.choice = waiter;
                candidates[count++] = candidate;
            }
        }
    }
    return count;
}
