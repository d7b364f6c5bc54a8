/* spinlock.c - process-shared spin locks. */
#include "spinlock.h"

#include <errno.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "stop.h"
#include "sync.h"

int shmcheck_pthread_spin_init(pthread_spinlock_t *address, int shared)
{
    ENTER();
    struct object *lock;
    struct event *event = sync_call(OP_SPIN_INIT, OP_WRITES, (void *)address, OBJECT_SPIN, &lock);
    int error;
    if (injected("pthread_spin_init", event, &error)) {
        return conclude_pthread(event, error);
    }
    init_sync_object(lock, shared == PTHREAD_PROCESS_SHARED ? OBJECT_SHARED : 0U);
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_spin_destroy(pthread_spinlock_t *address)
{
    ENTER();
    struct object *lock;
    struct event *event =
        sync_call(OP_SPIN_DESTROY, OP_WRITES, (void *)address, OBJECT_SPIN, &lock);
    lock->flags &= ~(uint32_t)OBJECT_LIVE;
    return conclude_pthread(event, 0);
}

/* The two ways to lock. kind: which. */
static int lock_spin(pthread_spinlock_t *address, enum operation_kind kind)
{
    struct object *lock;
    struct event *event = sync_call(kind, OP_WRITES, (void *)address, OBJECT_SPIN, &lock);
    if (!sync_usable(lock, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    if (lock->owner != -1) {
        if (kind == OP_SPIN_LOCK) {
            stop_run(TROUBLE_FAULT, RT->call_pc, "a held spin lock was given to a second process");
        }
        return conclude_pthread(event, EBUSY);
    }
    lock->owner = RT->self;
    event->flags |= EVENT_ACQUIRED;
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_spin_lock(pthread_spinlock_t *address)
{
    ENTER();
    return lock_spin(address, OP_SPIN_LOCK);
}

int shmcheck_pthread_spin_trylock(pthread_spinlock_t *address)
{
    ENTER();
    return lock_spin(address, OP_SPIN_TRYLOCK);
}

int shmcheck_pthread_spin_unlock(pthread_spinlock_t *address)
{
    ENTER();
    struct object *lock;
    struct event *event = sync_call(OP_SPIN_UNLOCK, OP_WRITES, (void *)address, OBJECT_SPIN, &lock);
    if (!sync_usable(lock, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    if (lock->owner != RT->self) {
        report_misuse(RT->call_pc, "%.80s is unlocked by a process that does not hold it",
                      lock->label);
        return conclude_pthread(event, EPERM);
    }
    lock->owner = -1;
    return conclude_pthread(event, 0);
}
