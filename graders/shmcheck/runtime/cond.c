/* cond.c - process-shared condition variables. */
#include "cond.h"

#include <errno.h>
#include <pthread.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "mutex.h"
#include "operation.h"
#include "stop.h"
#include "sync.h"
#include "turn.h"

int shmcheck_pthread_cond_init(pthread_cond_t *address, const pthread_condattr_t *attributes)
{
    ENTER();
    int shared = PTHREAD_PROCESS_PRIVATE;
    if (attributes != NULL) {
        pthread_condattr_getpshared(attributes, &shared);
    }
    struct object *cond;
    struct event *event = sync_call(OP_COND_INIT, OP_WRITES, address, OBJECT_COND, &cond);
    int error;
    if (injected("pthread_cond_init", event, &error)) {
        return conclude_pthread(event, error);
    }
    init_sync_object(cond, shared == PTHREAD_PROCESS_SHARED ? OBJECT_SHARED : 0U);
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_cond_destroy(pthread_cond_t *address)
{
    ENTER();
    struct object *cond;
    struct event *event = sync_call(OP_COND_DESTROY, OP_WRITES, address, OBJECT_COND, &cond);
    if (cond->waiters != 0) {
        return conclude_pthread(event, EBUSY);
    }
    cond->flags &= ~(uint32_t)OBJECT_LIVE;
    return conclude_pthread(event, 0);
}

/* The two ways to wait. timed: it may give up; call: its name for --fail. */
static int wait_cond(pthread_cond_t *address, pthread_mutex_t *lock, bool timed, const char *call)
{
    struct process *process = &RT->control->processes[RT->self];
    int32_t index;
    struct object *cond = sync_object(address, OBJECT_COND, &index);
    int32_t mutex_index;
    struct object *mutex = sync_object(lock, OBJECT_MUTEX, &mutex_index);
    if (index == -1 || mutex_index == -1) {
        wait_for_ever(-1, OP_COND_WAIT, RT->call_pc);
    }
    struct operation op = operation(OP_COND_WAIT, OP_WRITES, index, RT->call_pc);
    op.object2 = mutex_index;
    struct event *event = take_turn(&op);
    describe(event, "%s, %s", cond->label, mutex->label);
    int error;
    if (injected(call, event, &error)) {
        return conclude_pthread(event, error);
    }
    if (!sync_usable(cond, op.pc) || !sync_usable(mutex, op.pc)) {
        return conclude_pthread(event, EINVAL);
    }
    error = release_mutex(mutex);
    if (error != 0) {
        return conclude_pthread(event, error);
    }
    cond->waiters |= 1U << RT->self;
    process->flags &= ~(uint32_t)PROCESS_WOKEN;
    (void)conclude_pthread(event, 0);

    op.kind = OP_COND_WAKE;
    op.flags = OP_WRITES | (timed ? OP_TIMED : 0U);
    event = take_turn(&op);
    describe(event, "%s, %s", cond->label, mutex->label);
    cond->waiters &= ~(1U << RT->self);
    error = take_mutex(mutex, EBUSY);
    if (error == EBUSY) {
        stop_run(TROUBLE_FAULT, op.pc, "a waiter went on while its mutex was held");
    }
    if (error == 0 && timed && (process->flags & PROCESS_WOKEN) == 0) {
        error = ETIMEDOUT;
    }
    if (!timed && (process->flags & PROCESS_WOKEN) == 0) {
        process->flags |= PROCESS_SPURIOUS;
    }
    process->flags &= ~(uint32_t)PROCESS_WOKEN;
    event->result = event->error = error;
    event->flags |= EVENT_ACQUIRED;
    return error;
}

int shmcheck_pthread_cond_wait(pthread_cond_t *address, pthread_mutex_t *lock)
{
    ENTER();
    return wait_cond(address, lock, false, "pthread_cond_wait");
}

int shmcheck_pthread_cond_timedwait(pthread_cond_t *address, pthread_mutex_t *lock,
                                    const struct timespec *deadline)
{
    ENTER();
    (void)deadline;
    return wait_cond(address, lock, true, "pthread_cond_timedwait");
}

/* Marks waiters as woken: they go on when they get the turn and the mutex.
 * who: their slots, one bit each. */
static void wake_waiters(struct object *cond, uint32_t who)
{
    for (int slot = 0; slot < MAX_PROCESSES; slot++) {
        if ((who & (1U << slot)) != 0) {
            RT->control->processes[slot].flags |= PROCESS_WOKEN;
            cond->waiters &= ~(1U << slot);
        }
    }
}

int shmcheck_pthread_cond_signal(pthread_cond_t *address)
{
    ENTER();
    struct object *cond;
    struct event *event = sync_call(OP_COND_SIGNAL, OP_WRITES, address, OBJECT_COND, &cond);
    if (!sync_usable(cond, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    event->before = cond->waiters;
    if (cond->waiters != 0) {
        if (event->choice < 0 || event->choice >= MAX_PROCESSES ||
            (cond->waiters & (1U << event->choice)) == 0) {
            stop_run(TROUBLE_FAULT, RT->call_pc, "a signal was to wake a process that waits not");
        }
        wake_waiters(cond, 1U << event->choice);
    }
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_cond_broadcast(pthread_cond_t *address)
{
    ENTER();
    struct object *cond;
    struct event *event = sync_call(OP_COND_BROADCAST, OP_WRITES, address, OBJECT_COND, &cond);
    if (!sync_usable(cond, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    event->before = cond->waiters;
    wake_waiters(cond, cond->waiters);
    return conclude_pthread(event, 0);
}
