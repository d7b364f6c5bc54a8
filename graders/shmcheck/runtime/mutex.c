/* mutex.c - process-shared mutexes. */
#include "mutex.h"

#include <errno.h>
#include <string.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "stop.h"
#include "sync.h"

/* A mutex with static storage may be used without a call to initialise it, when it has the bytes of
 * PTHREAD_MUTEX_INITIALIZER; that makes it one for the threads of a single process. */
static void accept_initializer(struct object *mutex, int32_t index, const void *address)
{
    static const pthread_mutex_t initial = PTHREAD_MUTEX_INITIALIZER;

    if (index == -1 && (mutex->flags & OBJECT_LIVE) == 0 &&
        memcmp(address, &initial, sizeof(initial)) == 0) {
        init_sync_object(mutex, 0);
    }
}

int take_mutex(struct object *mutex, int busy)
{
    if ((mutex->flags & OBJECT_LOST) != 0) {
        return ENOTRECOVERABLE;
    }
    if (mutex->owner == RT->self && (mutex->flags & OBJECT_RECURSIVE) != 0) {
        mutex->count++;
        return 0;
    }
    if (mutex->owner == RT->self && (mutex->flags & OBJECT_CHECKED) != 0) {
        return busy == EBUSY ? EBUSY : EDEADLK;
    }
    if (mutex->owner != -1) {
        return busy;
    }
    mutex->owner = RT->self;
    mutex->count = 1;
    return (mutex->flags & OBJECT_ORPHANED) != 0 ? EOWNERDEAD : 0;
}

int release_mutex(struct object *mutex)
{
    if (mutex->owner != RT->self) {
        /* A normal mutex leaves this undefined; the other kinds report it. */
        if ((mutex->flags & (OBJECT_RECURSIVE | OBJECT_CHECKED | OBJECT_ROBUST)) == 0) {
            report_misuse(RT->call_pc, "%.80s is unlocked by a process that does not hold it",
                          mutex->label);
        }
        return EPERM;
    }
    if (--mutex->count > 0) {
        return 0;
    }
    mutex->owner = -1;
    if ((mutex->flags & OBJECT_ORPHANED) != 0) {
        mutex->flags &= ~(uint32_t)OBJECT_ORPHANED;
        mutex->flags |= OBJECT_LOST;
    }
    return 0;
}

int shmcheck_pthread_mutex_init(pthread_mutex_t *address, const pthread_mutexattr_t *attributes)
{
    ENTER();
    int shared = PTHREAD_PROCESS_PRIVATE;
    int robust = PTHREAD_MUTEX_STALLED;
    int type = PTHREAD_MUTEX_DEFAULT;
    if (attributes != NULL) {
        pthread_mutexattr_getpshared(attributes, &shared);
        pthread_mutexattr_getrobust(attributes, &robust);
        pthread_mutexattr_gettype(attributes, &type);
    }
    struct object *mutex;
    struct event *event = sync_call(OP_MUTEX_INIT, OP_WRITES, address, OBJECT_MUTEX, &mutex);
    int error;
    if (injected("pthread_mutex_init", event, &error)) {
        return conclude_pthread(event, error);
    }
    uint32_t flags = 0;
    if (shared == PTHREAD_PROCESS_SHARED) {
        flags |= OBJECT_SHARED;
    }
    if (robust == PTHREAD_MUTEX_ROBUST) {
        flags |= OBJECT_ROBUST;
    }
    if (type == PTHREAD_MUTEX_RECURSIVE) {
        flags |= OBJECT_RECURSIVE;
    }
    if (type == PTHREAD_MUTEX_ERRORCHECK) {
        flags |= OBJECT_CHECKED;
    }
    init_sync_object(mutex, flags);
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_mutex_destroy(pthread_mutex_t *address)
{
    ENTER();
    struct object *mutex;
    struct event *event = sync_call(OP_MUTEX_DESTROY, OP_WRITES, address, OBJECT_MUTEX, &mutex);
    int error;
    if (injected("pthread_mutex_destroy", event, &error)) {
        return conclude_pthread(event, error);
    }
    if (mutex->owner != -1) {
        return conclude_pthread(event, EBUSY);
    }
    mutex->flags &= ~(uint32_t)OBJECT_LIVE;
    return conclude_pthread(event, 0);
}

/* The three ways to lock. busy: the error when the mutex is held, 0 for the one that waits. */
static int lock_mutex(pthread_mutex_t *address, enum operation_kind kind, const char *call,
                      int busy)
{
    int32_t index;
    struct object *mutex = sync_object(address, OBJECT_MUTEX, &index);
    accept_initializer(mutex, index, address);
    int error = failure_of(call);
    if (error != 0) {
        kind = OP_MUTEX_TRYLOCK;
    }
    if (index == -1 && kind == OP_MUTEX_LOCK && mutex->owner == RT->self &&
        (mutex->flags & (OBJECT_RECURSIVE | OBJECT_CHECKED)) == 0) {
        wait_for_ever(-1, OP_MUTEX_LOCK, RT->call_pc);
    }
    struct event *event = sync_step(kind, OP_WRITES | (kind == OP_MUTEX_TIMEDLOCK ? OP_TIMED : 0U),
                                    mutex, index, RT->call_pc);
    if (error != 0) {
        event->flags |= EVENT_INJECTED;
        return conclude_pthread(event, error);
    }
    if (!sync_usable(mutex, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    error = take_mutex(mutex, busy);
    if (mutex->owner == RT->self && (error == 0 || error == EOWNERDEAD)) {
        event->flags |= EVENT_ACQUIRED;
    } else if (error == 0) {
        stop_run(TROUBLE_FAULT, RT->call_pc, "a held mutex was given to a second process");
    }
    return conclude_pthread(event, error);
}

int shmcheck_pthread_mutex_lock(pthread_mutex_t *address)
{
    ENTER();
    return lock_mutex(address, OP_MUTEX_LOCK, "pthread_mutex_lock", 0);
}

int shmcheck_pthread_mutex_trylock(pthread_mutex_t *address)
{
    ENTER();
    return lock_mutex(address, OP_MUTEX_TRYLOCK, "pthread_mutex_trylock", EBUSY);
}

int shmcheck_pthread_mutex_timedlock(pthread_mutex_t *address, const struct timespec *deadline)
{
    ENTER();
    (void)deadline;
    return lock_mutex(address, OP_MUTEX_TIMEDLOCK, "pthread_mutex_timedlock", ETIMEDOUT);
}

int shmcheck_pthread_mutex_unlock(pthread_mutex_t *address)
{
    ENTER();
    struct object *mutex;
    struct event *event = sync_call(OP_MUTEX_UNLOCK, OP_WRITES, address, OBJECT_MUTEX, &mutex);
    int error;
    if (injected("pthread_mutex_unlock", event, &error)) {
        return conclude_pthread(event, error);
    }
    if (!sync_usable(mutex, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    return conclude_pthread(event, release_mutex(mutex));
}

int shmcheck_pthread_mutex_consistent(pthread_mutex_t *address)
{
    ENTER();
    struct object *mutex;
    struct event *event = sync_call(OP_MUTEX_CONSISTENT, OP_WRITES, address, OBJECT_MUTEX, &mutex);
    if ((mutex->flags & OBJECT_ORPHANED) == 0 || mutex->owner != RT->self) {
        return conclude_pthread(event, EINVAL);
    }
    mutex->flags &= ~(uint32_t)OBJECT_ORPHANED;
    return conclude_pthread(event, 0);
}
