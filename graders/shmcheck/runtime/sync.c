/* sync.c - the model of semaphores, mutexes and their kin: which object an address means. */
#include "sync.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

#include "handles.h"
#include "log.h"
#include "mappings.h"
#include "objects.h"
#include "operation.h"
#include "state.h"
#include "stop.h"
#include "turn.h"

static uint64_t size_of(enum object_kind kind)
{
    switch (kind) {
    case OBJECT_SEMAPHORE:
        return sizeof(sem_t);
    case OBJECT_MUTEX:
        return sizeof(pthread_mutex_t);
    case OBJECT_COND:
        return sizeof(pthread_cond_t);
    case OBJECT_BARRIER:
        return sizeof(pthread_barrier_t);
    case OBJECT_RWLOCK:
        return sizeof(pthread_rwlock_t);
    default:
        return sizeof(pthread_spinlock_t);
    }
}

static const char *name_of(enum object_kind kind)
{
    switch (kind) {
    case OBJECT_SEMAPHORE:
        return "semaphore";
    case OBJECT_MUTEX:
        return "mutex";
    case OBJECT_COND:
        return "condition variable";
    case OBJECT_BARRIER:
        return "barrier";
    case OBJECT_RWLOCK:
        return "rwlock";
    default:
        return "spin lock";
    }
}

/* The object at an address that no other process sees, made when it is first heard of. */
static struct object *private_object(void *address, enum object_kind kind)
{
    for (uint32_t i = 0; i < RT->private_count; i++) {
        if (RT->privates[i].address == (uintptr_t)address &&
            RT->privates[i].state.kind == (uint32_t)kind) {
            return &RT->privates[i].state;
        }
    }
    if (RT->private_count == MAX_PRIVATE) {
        stop_run(TROUBLE_FULL, RT->call_pc, "more than %d locks outside shared memory",
                 MAX_PRIVATE);
    }
    RT->privates[RT->private_count].address = (uintptr_t)address;
    struct object *object = &RT->privates[RT->private_count++].state;
    object->kind = kind;
    object->owner = -1;
    snprintf(object->label, sizeof(object->label), "%s outside shared memory", name_of(kind));
    return object;
}

struct object *sync_object(void *address, enum object_kind kind, int32_t *index)
{
    *index = -1;

    const struct handle *handle = kind == OBJECT_SEMAPHORE ? find_handle(address) : NULL;
    if (handle != NULL) {
        *index = handle->object;
        return object_at(*index);
    }
    const struct mapping *mapping = find_mapping(address);
    if (mapping == NULL) {
        return private_object(address, kind);
    }
    uint64_t offset = offset_in(mapping, address);
    *index = find_object(kind, (uint64_t)mapping->object, offset);
    if (*index == -1) {
        char label[LABEL_SIZE];
        snprintf(label, sizeof(label), "%s at %.32s+%llu", name_of(kind),
                 object_at(mapping->object)->label, (unsigned long long)offset);
        *index = make_object(kind, (uint64_t)mapping->object, offset, label);
    }
    return object_at(*index);
}

void init_sync_object(struct object *object, uint32_t flags)
{
    object->flags = OBJECT_LIVE | flags;
    object->owner = -1;
    object->value = 0;
    object->count = 0;
    object->waiters = 0;
    object->users = 1U << RT->self;
    object->generation++;
    object->length = size_of((enum object_kind)object->kind);
    object->pc = RT->call_pc;
}

bool sync_usable(struct object *object, uint64_t pc)
{
    if ((object->flags & OBJECT_LIVE) == 0) {
        report_misuse(pc, "a call on a lock or semaphore that is not initialised");
        return false;
    }
    if ((object->flags & (OBJECT_SHARED | OBJECT_NAMED)) == 0 &&
        (object->users & ~(1U << RT->self)) != 0) {
        report_misuse(pc,
                      "%.80s is used by two processes, but was made for one (pshared is 0, or not "
                      "PTHREAD_PROCESS_SHARED)",
                      object->label);
    }
    object->users |= 1U << RT->self;
    return true;
}

struct event *sync_step(enum operation_kind kind, uint32_t flags, struct object *object,
                        int32_t index, uint64_t pc)
{
    struct operation op = operation(kind, flags, index, pc);
    struct event *event;

    if (index == -1) {
        op.flags |= OP_LOCAL;
        event = note(&op);
    } else {
        event = take_turn(&op);
    }
    describe(event, "%s", object->label);
    return event;
}

struct event *sync_call(enum operation_kind kind, uint32_t flags, void *address,
                        enum object_kind what, struct object **object)
{
    int32_t index;
    *object = sync_object(address, what, &index);
    return sync_step(kind, flags, *object, index, RT->call_pc);
}

void wait_for_ever(int32_t index, enum operation_kind kind, uint64_t pc)
{
    struct operation op = operation(OP_STUCK, OP_LOCAL, index, pc);

    op.target = (int32_t)kind;
    take_turn(&op);
    stop_run(TROUBLE_FAULT, pc, "a process went on that can never go on");
}

void overwritten(int32_t memory, uint64_t offset, uint64_t size, uint64_t pc)
{
    const struct control *control = RT->control;

    for (uint32_t i = 0; i < control->object_count; i++) {
        const struct object *object = &control->objects[i];
        if (object->kind >= OBJECT_SEMAPHORE && (object->flags & OBJECT_NAMED) == 0 &&
            (object->flags & OBJECT_LIVE) != 0 && object->key[0] == (uint64_t)memory &&
            ranges_overlap(offset, size, object->key[1], object->length)) {
            report_misuse(pc, "a plain write over the %.80s, which is in use", object->label);
        }
    }
}
