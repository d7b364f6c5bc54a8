/* named_semaphores.c - semaphores with a name. */
#include "named_semaphores.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>

#include "enter.h"
#include "fail.h"
#include "handles.h"
#include "log.h"
#include "names.h"
#include "objects.h"
#include "operation.h"
#include "sync.h"
#include "turn.h"

#define LONGEST_NAME (NAME_MAX - 4) /* glibc puts "sem." before it */

static sem_t *fail_open(struct event *event, int error)
{
    event->flags |= EVENT_UNCHANGED;
    (void)conclude(event, -1, error);
    return SEM_FAILED;
}

sem_t *shmcheck_sem_open(const char *name, int flags, ...)
{
    unsigned int value = 0, mode = 0;
    ENTER();
    va_list arguments;
    va_start(arguments, flags);
    if ((flags & O_CREAT) != 0) {
        mode = va_arg(arguments, unsigned int);
        value = va_arg(arguments, unsigned int);
    }
    va_end(arguments);
    int error;
    const char *bare = bare_name(name, LONGEST_NAME, &error);
    struct operation op =
        operation(OP_SEM_OPEN, (flags & O_CREAT) != 0 ? OP_WRITES : 0U,
                  bare == NULL ? -1 : name_object(OBJECT_SEM_NAME, bare), RT->call_pc);
    struct event *event = take_turn(&op);
    if ((flags & O_CREAT) != 0) {
        describe(event, "\"%s\", %s, %04o, %u", name,
                 (flags & O_EXCL) != 0 ? "O_CREAT | O_EXCL" : "O_CREAT", mode, value);
    } else {
        describe(event, "\"%s\", 0", name);
    }
    if (injected("sem_open", event, &error) || bare == NULL) {
        return fail_open(event, error);
    }
    struct object *known = object_at(op.object);
    if ((known->flags & OBJECT_LIVE) != 0 && (flags & O_CREAT) != 0 && (flags & O_EXCL) != 0) {
        return fail_open(event, EEXIST);
    }
    if ((known->flags & OBJECT_LIVE) == 0) {
        if ((flags & O_CREAT) == 0) {
            return fail_open(event, ENOENT);
        }
        if (value > SEM_VALUE_MAX) {
            return fail_open(event, EINVAL);
        }
        known->target =
            make_object(OBJECT_SEMAPHORE, UINT64_MAX, RT->control->object_count, known->label);
        known->flags |= OBJECT_LIVE;
        known->pc = RT->call_pc;
        struct object *made = object_at(known->target);
        init_sync_object(made, OBJECT_SHARED | OBJECT_NAMED);
        made->value = (int32_t)value;
        event->after = value;
    } else {
        event->flags |= EVENT_UNCHANGED;
    }
    event->result = 0;
    return open_handle(known->target, RT->call_pc);
}

int shmcheck_sem_close(sem_t *semaphore)
{
    ENTER();
    struct operation op;
    struct event *event;
    int error;
    for (uint32_t i = 0; i < RT->handle_count; i++) {
        struct handle *handle = &RT->handles[i];
        if (handle->place != semaphore || handle->opened == 0) {
            continue;
        }
        op = operation(OP_SEM_CLOSE, OP_LOCAL, handle->object, RT->call_pc);
        event = note(&op);
        describe(event, "%s", object_at(handle->object)->label);
        if (injected("sem_close", event, &error)) {
            return conclude(event, -1, error);
        }
        handle->opened--;
        return conclude(event, 0, 0);
    }
    errno = EINVAL;
    return -1;
}

int shmcheck_sem_unlink(const char *name)
{
    ENTER();
    int error;
    const char *bare = bare_name(name, LONGEST_NAME, &error);
    struct operation op =
        operation(OP_SEM_UNLINK, OP_WRITES, bare == NULL ? -1 : name_object(OBJECT_SEM_NAME, bare),
                  RT->call_pc);
    struct event *event = take_turn(&op);
    describe(event, "\"%s\"", name);
    event->flags |= EVENT_UNCHANGED;
    if (bare == NULL) {
        return conclude(event, -1, error == EINVAL ? ENOENT : error);
    }
    if (injected("sem_unlink", event, &error)) {
        return conclude(event, -1, error);
    }
    struct object *known = object_at(op.object);
    if ((known->flags & OBJECT_LIVE) == 0) {
        return conclude(event, -1, ENOENT);
    }
    known->flags &= ~(uint32_t)OBJECT_LIVE;
    known->target = -1;
    event->flags &= ~(uint32_t)EVENT_UNCHANGED;
    return conclude(event, 0, 0);
}
