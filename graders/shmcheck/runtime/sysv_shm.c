/* sysv_shm.c - System V shared memory. */
#include "sysv_shm.h"

#include <errno.h>
#include <stdio.h>

#include "enter.h"
#include "fail.h"
#include "log.h"
#include "mappings.h"
#include "objects.h"
#include "operation.h"
#include "stop.h"
#include "turn.h"

/* The memory object of a segment's identifier, or -1. */
static int32_t segment_of(int id)
{
    const struct control *control = RT->control;

    for (uint32_t i = 0; i < control->object_count; i++) {
        if (control->objects[i].kind == OBJECT_MEMORY &&
            (control->objects[i].flags & OBJECT_SYSV) != 0 && control->objects[i].value == id) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* Makes a segment. Returns its memory object, or -1 and errno. */
static int32_t make_segment(size_t size, int flags, const char *label)
{
    int id = shmget(IPC_PRIVATE, size, flags & 0777);

    if (id == -1) {
        return -1;
    }
    int32_t memory = make_object(OBJECT_MEMORY, UINT64_MAX, (uint64_t)id, label);
    object_at(memory)->flags |= OBJECT_SYSV | OBJECT_LIVE;
    object_at(memory)->value = id;
    object_at(memory)->length = size;
    return memory;
}

/* What shmget(2) answers for a key. Returns the memory object, or -1 with *error. */
static int32_t look_up(struct object *known, size_t size, int flags, int *error)
{
    *error = 0;
    if ((known->flags & OBJECT_LIVE) == 0) {
        if ((flags & IPC_CREAT) == 0) {
            *error = ENOENT;
            return -1;
        }
        known->target = make_segment(size, flags, known->label);
        if (known->target == -1) {
            *error = errno;
            return -1;
        }
        known->flags |= OBJECT_LIVE;
        known->pc = RT->call_pc;
        return known->target;
    }
    const struct object *segment = object_at(known->target);
    if ((flags & IPC_CREAT) != 0 && (flags & IPC_EXCL) != 0) {
        *error = EEXIST;
    } else if (size > segment->length) {
        *error = EINVAL;
    }
    return *error == 0 ? known->target : -1;
}

int shmcheck_shmget(key_t key, size_t size, int flags)
{
    ENTER();
    char label[LABEL_SIZE];
    snprintf(label, sizeof(label), "segment 0x%08x", (unsigned int)key);
    int32_t name = find_object(OBJECT_KEY, (uint32_t)key, 0);
    if (key != IPC_PRIVATE && name == -1) {
        name = make_object(OBJECT_KEY, (uint32_t)key, 0, label);
    }
    struct operation op = operation(OP_SHMGET, (flags & IPC_CREAT) != 0 ? OP_WRITES : 0U,
                                    key == IPC_PRIVATE ? -1 : name, RT->call_pc);
    struct event *event = take_turn(&op);
    describe(event, "%s, %zu, %s%s%04o", key == IPC_PRIVATE ? "IPC_PRIVATE" : label + 8, size,
             (flags & IPC_CREAT) != 0 ? "IPC_CREAT | " : "",
             (flags & IPC_EXCL) != 0 ? "IPC_EXCL | " : "", flags & 0777);
    int error;
    if (injected("shmget", event, &error)) {
        return conclude(event, -1, error);
    }
    int32_t memory;
    if (key == IPC_PRIVATE) {
        memory = make_segment(size, flags, "private segment");
        error = errno;
    } else {
        bool existed = (object_at(name)->flags & OBJECT_LIVE) != 0;
        memory = look_up(object_at(name), size, flags, &error);
        if (existed || memory == -1) {
            event->flags |= EVENT_UNCHANGED;
        }
    }
    if (memory == -1) {
        return conclude(event, -1, error);
    }
    return conclude(event, object_at(memory)->value, 0);
}

void *shmcheck_shmat(int id, const void *address, int flags)
{
    ENTER();
    int32_t memory = segment_of(id);
    struct operation op = length_operation(OP_SHMAT, false, memory);
    struct event *event = take_turn(&op);
    describe(event, "%d, %s, %s", id, address == NULL ? "NULL" : "address",
             (flags & SHM_RDONLY) != 0 ? "SHM_RDONLY" : "0");
    int error;
    if (injected("shmat", event, &error)) {
        (void)conclude(event, -1, error);
        return (void *)-1;
    }
    if (memory == -1) {
        (void)conclude(event, -1, EINVAL);
        return (void *)-1;
    }
    void *place = shmat(id, address, flags);
    if (place == (void *)-1) {
        (void)conclude(event, -1, errno);
        return place;
    }
    event->result = (int64_t)(uintptr_t)place;
    add_mapping(place, whole_pages(object_at(memory)->length), memory, 0, RT->call_pc, true);
    return place;
}

int shmcheck_shmdt(const void *address)
{
    ENTER();
    const struct mapping *mapping = find_mapping(address);
    struct operation op = length_operation(OP_SHMDT, false, mapping == NULL ? -1 : mapping->object);
    struct event *event = take_turn(&op);
    describe(event, "%p", address);
    int error;
    if (injected("shmdt", event, &error)) {
        return conclude(event, -1, error);
    }
    if (shmdt(address) == -1) {
        return conclude(event, -1, errno);
    }
    mapping = find_mapping(address);
    if (mapping != NULL) {
        remove_mapping((void *)mapping->start, mapping->end - mapping->start);
    }
    return conclude(event, 0, 0);
}

/* Removes a segment from the model: its key is free again. */
static void remove_segment(int32_t memory)
{
    struct control *control = RT->control;

    object_at(memory)->flags &= ~(uint32_t)OBJECT_LIVE;
    object_at(memory)->flags |= OBJECT_REMOVED;
    for (uint32_t i = 0; i < control->object_count; i++) {
        if (control->objects[i].kind == OBJECT_KEY && control->objects[i].target == memory) {
            control->objects[i].flags &= ~(uint32_t)OBJECT_LIVE;
            control->objects[i].target = -1;
        }
    }
}

/* The key under which the program knows a segment. */
static key_t key_of(int32_t memory)
{
    const struct control *control = RT->control;

    for (uint32_t i = 0; i < control->object_count; i++) {
        if (control->objects[i].kind == OBJECT_KEY && control->objects[i].target == memory) {
            return (key_t)control->objects[i].key[0];
        }
    }
    return IPC_PRIVATE;
}

int shmcheck_shmctl(int id, int command, struct shmid_ds *buffer)
{
    ENTER();
    if (command != IPC_RMID && command != IPC_STAT && command != IPC_SET) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, "shmctl command %d is not modelled", command);
    }
    int32_t memory = segment_of(id);
    struct operation op = length_operation(OP_SHMCTL, true, memory);
    struct event *event = take_turn(&op);
    describe(event, "%d, %s", id,
             command == IPC_RMID   ? "IPC_RMID"
             : command == IPC_STAT ? "IPC_STAT"
                                   : "IPC_SET");
    int error;
    if (injected("shmctl", event, &error)) {
        return conclude(event, -1, error);
    }
    if (memory == -1) {
        return conclude(event, -1, EINVAL);
    }
    int result = shmctl(id, command, buffer);
    if (result == -1 || command != IPC_RMID) {
        event->flags |= EVENT_UNCHANGED;
    }
    if (result == -1) {
        return conclude(event, -1, errno);
    }
    if (command == IPC_STAT) {
        buffer->shm_perm.__key = key_of(memory);
    }
    if (command == IPC_RMID) {
        remove_segment(memory);
    }
    return conclude(event, result, 0);
}

void detach_all(void)
{
    for (uint32_t i = 0; i < RT->mapping_count; i++) {
        if (RT->mappings[i].attached) {
            shmdt((const void *)RT->mappings[i].start);
        }
    }
}
