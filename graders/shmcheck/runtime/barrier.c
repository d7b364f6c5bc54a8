/* barrier.c - process-shared barriers. */
#include "barrier.h"

#include <errno.h>
#include <pthread.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "operation.h"
#include "sync.h"
#include "turn.h"

int shmcheck_pthread_barrier_init(pthread_barrier_t *address,
                                  const pthread_barrierattr_t *attributes, unsigned int count)
{
    ENTER();
    int shared = PTHREAD_PROCESS_PRIVATE;
    if (attributes != NULL) {
        pthread_barrierattr_getpshared(attributes, &shared);
    }
    struct object *barrier;
    struct event *event = sync_call(OP_BARRIER_INIT, OP_WRITES, address, OBJECT_BARRIER, &barrier);
    describe(event, "%s, %u", barrier->label, count);
    int error;
    if (injected("pthread_barrier_init", event, &error)) {
        return conclude_pthread(event, error);
    }
    if (count == 0) {
        return conclude_pthread(event, EINVAL);
    }
    init_sync_object(barrier, shared == PTHREAD_PROCESS_SHARED ? OBJECT_SHARED : 0U);
    barrier->value = (int32_t)count;
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_barrier_destroy(pthread_barrier_t *address)
{
    ENTER();
    struct object *barrier;
    struct event *event =
        sync_call(OP_BARRIER_DESTROY, OP_WRITES, address, OBJECT_BARRIER, &barrier);
    if (barrier->count != 0) {
        return conclude_pthread(event, EBUSY);
    }
    barrier->flags &= ~(uint32_t)OBJECT_LIVE;
    return conclude_pthread(event, 0);
}

int shmcheck_pthread_barrier_wait(pthread_barrier_t *address)
{
    ENTER();
    int32_t index;
    struct object *barrier = sync_object(address, OBJECT_BARRIER, &index);
    struct event *event = sync_step(OP_BARRIER_ARRIVE, OP_WRITES, barrier, index, RT->call_pc);
    if (!sync_usable(barrier, RT->call_pc)) {
        return conclude_pthread(event, EINVAL);
    }
    barrier->count++;
    event->after = (uint64_t)barrier->count;
    if (barrier->count == barrier->value) {
        barrier->count = 0;
        barrier->generation++;
        event->flags |= EVENT_ACQUIRED;
        event->result = PTHREAD_BARRIER_SERIAL_THREAD;
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    (void)conclude_pthread(event, 0);
    if (index == -1) {
        wait_for_ever(-1, OP_BARRIER_ARRIVE, RT->call_pc);
    }
    struct operation op = operation(OP_BARRIER_LEAVE, 0, index, RT->call_pc);
    op.offset = barrier->generation; /* the explorer lets it go when this has passed */
    event = take_turn(&op);
    describe(event, "%s", barrier->label);
    event->flags |= EVENT_ACQUIRED;
    return conclude_pthread(event, 0);
}
