/* semaphores.c - POSIX semaphores. */
#include "semaphores.h"

#include <errno.h>
#include <limits.h>

#include "access.h"
#include "enter.h"
#include "fail.h"
#include "log.h"
#include "stop.h"
#include "sync.h"

int shmcheck_sem_init(sem_t *semaphore, int pshared, unsigned int value)
{
    ENTER();
    struct object *object;
    struct event *event = sync_call(OP_SEM_INIT, OP_WRITES, semaphore, OBJECT_SEMAPHORE, &object);
    describe(event, "%s, %d, %u", object->label, pshared, value);
    int error;
    if (injected("sem_init", event, &error)) {
        return conclude(event, -1, error);
    }
    if (value > SEM_VALUE_MAX) {
        return conclude(event, -1, EINVAL);
    }
    init_sync_object(object, pshared != 0 ? OBJECT_SHARED : 0U);
    object->value = (int32_t)value;
    event->after = value;
    return conclude(event, 0, 0);
}

int shmcheck_sem_destroy(sem_t *semaphore)
{
    ENTER();
    struct object *object;
    struct event *event =
        sync_call(OP_SEM_DESTROY, OP_WRITES, semaphore, OBJECT_SEMAPHORE, &object);
    int error;
    if (injected("sem_destroy", event, &error)) {
        return conclude(event, -1, error);
    }
    if ((object->flags & OBJECT_LIVE) == 0) {
        return conclude(event, -1, EINVAL);
    }
    object->flags &= ~(uint32_t)OBJECT_LIVE;
    return conclude(event, 0, 0);
}

/* The three ways to wait.
 * kind: which; call: its name for --fail; refusal: errno when the value is 0. */
static int wait_semaphore(sem_t *semaphore, enum operation_kind kind, const char *call, int refusal)
{
    int32_t index;
    struct object *object = sync_object(semaphore, OBJECT_SEMAPHORE, &index);
    int error = failure_of(call);
    struct event *event;
    if (error != 0) {
        event = sync_step(kind == OP_SEM_WAIT ? OP_SEM_WAIT_FAILS : kind, OP_WRITES, object, index,
                          RT->call_pc);
        event->flags |= EVENT_INJECTED | EVENT_UNCHANGED;
        return conclude(event, -1, error);
    }
    if (index == -1 && kind == OP_SEM_WAIT && (object->flags & OBJECT_LIVE) != 0 &&
        object->value == 0) {
        wait_for_ever(-1, OP_SEM_WAIT, RT->call_pc);
    }
    event = sync_step(kind, OP_WRITES | (kind == OP_SEM_TIMEDWAIT ? OP_TIMED : 0U), object, index,
                      RT->call_pc);
    if (!sync_usable(object, RT->call_pc)) {
        event->flags |= EVENT_UNCHANGED;
        return conclude(event, -1, EINVAL);
    }
    event->before = (uint64_t)object->value;
    if (object->value == 0) {
        if (kind == OP_SEM_WAIT) {
            stop_run(TROUBLE_FAULT, RT->call_pc, "sem_wait was given the turn at value 0");
        }
        event->flags |= EVENT_UNCHANGED;
        return conclude(event, -1, refusal);
    }
    object->value--;
    event->after = (uint64_t)object->value;
    event->flags |= EVENT_ACQUIRED;
    return conclude(event, 0, 0);
}

int shmcheck_sem_wait(sem_t *semaphore)
{
    ENTER();
    return wait_semaphore(semaphore, OP_SEM_WAIT, "sem_wait", 0);
}

int shmcheck_sem_trywait(sem_t *semaphore)
{
    ENTER();
    return wait_semaphore(semaphore, OP_SEM_TRYWAIT, "sem_trywait", EAGAIN);
}

int shmcheck_sem_timedwait(sem_t *semaphore, const struct timespec *deadline)
{
    ENTER();
    touch(deadline, sizeof(*deadline), false, RT->call_pc);
    return wait_semaphore(semaphore, OP_SEM_TIMEDWAIT, "sem_timedwait", ETIMEDOUT);
}

int shmcheck_sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *deadline)
{
    ENTER();
    (void)clock;
    touch(deadline, sizeof(*deadline), false, RT->call_pc);
    return wait_semaphore(semaphore, OP_SEM_TIMEDWAIT, "sem_clockwait", ETIMEDOUT);
}

int shmcheck_sem_post(sem_t *semaphore)
{
    ENTER();
    struct object *object;
    struct event *event = sync_call(OP_SEM_POST, OP_WRITES, semaphore, OBJECT_SEMAPHORE, &object);
    if (!sync_usable(object, RT->call_pc)) {
        event->flags |= EVENT_UNCHANGED;
        return conclude(event, -1, EINVAL);
    }
    event->before = (uint64_t)object->value;
    event->after = event->before;
    int error;
    if (injected("sem_post", event, &error)) {
        return conclude(event, -1, error);
    }
    if (object->value == SEM_VALUE_MAX) {
        event->flags |= EVENT_UNCHANGED;
        return conclude(event, -1, EOVERFLOW);
    }
    object->value++;
    event->after = (uint64_t)object->value;
    return conclude(event, 0, 0);
}

int shmcheck_sem_getvalue(sem_t *semaphore, int *value)
{
    ENTER();
    struct object *object;
    struct event *event = sync_call(OP_SEM_GETVALUE, 0, semaphore, OBJECT_SEMAPHORE, &object);
    int error;
    if (injected("sem_getvalue", event, &error)) {
        return conclude(event, -1, error);
    }
    if (!sync_usable(object, RT->call_pc)) {
        return conclude(event, -1, EINVAL);
    }
    event->before = event->after = (uint64_t)object->value;
    (void)conclude(event, 0, 0);
    int seen = object->value; /* before the store, which may be a step of its own */
    touch(value, sizeof(*value), true, RT->call_pc);
    *value = seen;
    return 0;
}
