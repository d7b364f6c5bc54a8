/* semaphores.c - POSIX semaphores, named and unnamed, after POSIX.1-2017 and sem_overview(7).
 *
 * The value lives in the model, never in the sem_t. sem_wait takes its turn only when the explorer
 * sees a value above 0; a timed wait that is given the turn at 0 times out (no time passes).
 */
#include "runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The name without its leading slash, or NULL with an errno, by the rules of glibc. */
static const char *bare_name(const char *name, int *error)
{
    while (*name == '/') {
        name++;
    }
    *error = 0;
    if (*name == '\0' || strchr(name, '/') != NULL) {
        *error = EINVAL;
    } else if (strlen(name) > NAME_MAX - 4) { /* glibc puts "sem." before it */
        *error = ENAMETOOLONG;
    }
    return *error == 0 ? name : NULL;
}

static uint64_t hash_name(const char *name)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);

    while (*name != '\0') {
        sum = (sum ^ (unsigned char)*name++) * UINT64_C(0x100000001b3);
    }
    return sum;
}

/* The object that stands for a semaphore's name, made when it is first heard of. */
static int32_t name_object(const char *name)
{
    uint64_t key = hash_name(name);
    int32_t index = find_object(OBJECT_SEM_NAME, key, 0);

    if (index != -1) {
        return index;
    }
    char label[LABEL_SIZE];
    snprintf(label, sizeof(label), "/%.60s", name);
    return make_object(OBJECT_SEM_NAME, key, 0, label);
}

/* The same address for every sem_open of one semaphore in a process, as POSIX asks. */
static void *open_handle(int32_t object, uint64_t pc)
{
    for (uint32_t i = 0; i < RT->handle_count; i++) {
        if (RT->handles[i].object == object && RT->handles[i].opened > 0) {
            RT->handles[i].opened++;
            return RT->handles[i].place;
        }
    }
    if (RT->handle_count == MAX_HANDLES) {
        stop_run(TROUBLE_FULL, pc, "more than %d named semaphores opened", MAX_HANDLES);
    }
    struct handle *handle = &RT->handles[RT->handle_count++];
    handle->place = &RT->handle_places[RT->handle_count - 1];
    handle->object = object;
    handle->opened = 1;
    return handle->place;
}

static sem_t *fail_open(struct event *event, int error)
{
    event->flags |= EVENT_UNCHANGED;
    (void)conclude(event, -1, error);
    return SEM_FAILED;
}

sem_t *shmcheck_sem_open(const char *name, int flags, ...);
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
    const char *bare = bare_name(name, &error);
    struct operation op = operation(OP_SEM_OPEN, (flags & O_CREAT) != 0 ? OP_WRITES : 0U,
                                    bare == NULL ? -1 : name_object(bare), RT->call_pc);
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

int shmcheck_sem_close(sem_t *semaphore);
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

int shmcheck_sem_unlink(const char *name);
int shmcheck_sem_unlink(const char *name)
{
    ENTER();
    int error;
    const char *bare = bare_name(name, &error);
    struct operation op =
        operation(OP_SEM_UNLINK, OP_WRITES, bare == NULL ? -1 : name_object(bare), RT->call_pc);
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

int shmcheck_sem_init(sem_t *semaphore, int pshared, unsigned int value);
int shmcheck_sem_init(sem_t *semaphore, int pshared, unsigned int value)
{
    ENTER();
    int32_t index;
    struct object *object = sync_object(semaphore, OBJECT_SEMAPHORE, &index);
    struct event *event = sync_step(OP_SEM_INIT, OP_WRITES, object, index, RT->call_pc);
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

int shmcheck_sem_destroy(sem_t *semaphore);
int shmcheck_sem_destroy(sem_t *semaphore)
{
    ENTER();
    int32_t index;
    struct object *object = sync_object(semaphore, OBJECT_SEMAPHORE, &index);
    struct event *event = sync_step(OP_SEM_DESTROY, OP_WRITES, object, index, RT->call_pc);
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

int shmcheck_sem_wait(sem_t *semaphore);
int shmcheck_sem_wait(sem_t *semaphore)
{
    ENTER();
    return wait_semaphore(semaphore, OP_SEM_WAIT, "sem_wait", 0);
}

int shmcheck_sem_trywait(sem_t *semaphore);
int shmcheck_sem_trywait(sem_t *semaphore)
{
    ENTER();
    return wait_semaphore(semaphore, OP_SEM_TRYWAIT, "sem_trywait", EAGAIN);
}

int shmcheck_sem_timedwait(sem_t *semaphore, const struct timespec *deadline);
int shmcheck_sem_timedwait(sem_t *semaphore, const struct timespec *deadline)
{
    ENTER();
    touch(deadline, sizeof(*deadline), false, RT->call_pc);
    return wait_semaphore(semaphore, OP_SEM_TIMEDWAIT, "sem_timedwait", ETIMEDOUT);
}

int shmcheck_sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *deadline);
int shmcheck_sem_clockwait(sem_t *semaphore, clockid_t clock, const struct timespec *deadline)
{
    ENTER();
    (void)clock;
    touch(deadline, sizeof(*deadline), false, RT->call_pc);
    return wait_semaphore(semaphore, OP_SEM_TIMEDWAIT, "sem_clockwait", ETIMEDOUT);
}

int shmcheck_sem_post(sem_t *semaphore);
int shmcheck_sem_post(sem_t *semaphore)
{
    ENTER();
    int32_t index;
    struct object *object = sync_object(semaphore, OBJECT_SEMAPHORE, &index);
    struct event *event = sync_step(OP_SEM_POST, OP_WRITES, object, index, RT->call_pc);
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

int shmcheck_sem_getvalue(sem_t *semaphore, int *value);
int shmcheck_sem_getvalue(sem_t *semaphore, int *value)
{
    ENTER();
    int32_t index;
    struct object *object = sync_object(semaphore, OBJECT_SEMAPHORE, &index);
    struct event *event = sync_step(OP_SEM_GETVALUE, 0, object, index, RT->call_pc);
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
