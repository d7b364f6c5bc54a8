/* rwlock.c - process-shared read-write locks. */
#include "rwlock.h"

#include <errno.h>
#include <stdbool.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "stop.h"
#include "sync.h"

int shmcheck_pthread_rwlock_init(pthread_rwlock_t *address, const pthread_rwlockattr_t *attributes)
{
    ENTER();
    int shared = PTHREAD_PROCESS_PRIVATE;
    if (attributes != NULL) {
        pthread_rwlockattr_getpshared(attributes, &shared);
    }
    struct object *lock;
    struct event *event = sync_call(OP_RWLOCK_INIT, OP_WRITES, address, OBJECT_RWLOCK, &lock);
    int error;
    if (injected("pthread_rwlock_init", event, &error)) {
        return conclude_pthread(event, error);
    }
    init_sync_object(lock, shared == PTHREAD_PROCESS_SHARED ? OBJECT_SHARED : 0U);
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_rwlock_destroy(pthread_rwlock_t *address)
{
    ENTER();
    struct object *lock;
    struct event *event = sync_call(OP_RWLOCK_DESTROY, OP_WRITES, address, OBJECT_RWLOCK, &lock);
    if (lock->owner != -1 || lock->waiters != 0) {
        return conclude_pthread(event, EBUSY);
    }
    lock->flags &= ~(uint32_t)OBJECT_LIVE;
    return conclude_pthread(event, 0);
}

/* The four ways to lock.
 * reader: to read; waits: it waits while the lock is held; call: its name for --fail. */
static int lock_rwlock(pthread_rwlock_t *address, enum operation_kind kind, bool reader, bool waits,
                       const char *call)
{
    int32_t index;
    struct object *lock = sync_object(address, OBJECT_RWLOCK, &index);
    struct event *event =
        sync_step(kind, OP_WRITES | (reader ? OP_READ_LOCK : 0U), lock, index, RT->call_pc);
    int error;
    if (injected(call, event, &error)) {
        return conclude_pthread(event, error);
    }
    if (!sync_usable(lock, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    if (waits && lock->owner == RT->self) {
        return conclude_pthread(event, EDEADLK);
    }
    if (lock->owner != -1 || (!reader && lock->waiters != 0)) {
        if (waits) {
            stop_run(TROUBLE_FAULT, RT->call_pc, "a held rwlock was given to a second process");
        }
        return conclude_pthread(event, EBUSY);
    }
    if (reader) {
        lock->waiters |= 1U << RT->self;
    } else {
        lock->owner = RT->self;
    }
    event->flags |= EVENT_ACQUIRED;
    return conclude_pthread(event, 0);
}

#define RWLOCK_CALL(name, kind, reader, waits)                                                     \
    int shmcheck_##name(pthread_rwlock_t *address)                                                 \
    {                                                                                              \
        ENTER();                                                                                   \
        return lock_rwlock(address, kind, reader, waits, #name);                                   \
    }

RWLOCK_CALL(pthread_rwlock_rdlock, OP_RWLOCK_RDLOCK, true, true)
RWLOCK_CALL(pthread_rwlock_wrlock, OP_RWLOCK_WRLOCK, false, true)
RWLOCK_CALL(pthread_rwlock_tryrdlock, OP_RWLOCK_TRYRDLOCK, true, false)
RWLOCK_CALL(pthread_rwlock_trywrlock, OP_RWLOCK_TRYWRLOCK, false, false)

int shmcheck_pthread_rwlock_unlock(pthread_rwlock_t *address)
{
    ENTER();
    struct object *lock;
    struct event *event = sync_call(OP_RWLOCK_UNLOCK, OP_WRITES, address, OBJECT_RWLOCK, &lock);
    if (!sync_usable(lock, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    if (lock->owner == RT->self) {
        lock->owner = -1;
    } else if ((lock->waiters & (1U << RT->self)) != 0) {
        lock->waiters &= ~(1U << RT->self);
        event->op.flags |= OP_READ_LOCK;
    } else {
        report_misuse(RT->call_pc, "%.80s is unlocked by a process that does not hold it",
                      lock->label);
        return conclude_pthread(event, EPERM);
    }
    return conclude_pthread(event, 0);
}
