/* posix_shm.c - POSIX shared memory objects. */
#include "posix_shm.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "descriptors.h"
#include "enter.h"
#include "fail.h"
#include "log.h"
#include "names.h"
#include "objects.h"
#include "operation.h"
#include "turn.h"

#include "../include/run_names.h"

/* The object that stands for a name, and the run's own name for it.
 * real: receives the name, RUN_NAME_SIZE bytes. Returns -1 for a name that shm_open(3) refuses, and
 * its errno in *error. */
static int32_t find_name(const char *name, char *real, int *error)
{
    const char *bare = bare_name(name, NAME_MAX, error);

    if (bare == NULL) {
        return -1;
    }
    int32_t index = name_object(OBJECT_SHM_NAME, bare);
    run_object_name(RT->control, object_at(index)->key[0], real);
    return index;
}

static void describe_open(struct event *event, const char *name, int flags, unsigned int mode)
{
    static const char *const access[] = {"O_RDONLY", "O_WRONLY", "O_RDWR", "3"};

    describe(event, "\"%s\", %s%s%s%s, %04o", name, (flags & O_CREAT) != 0 ? "O_CREAT | " : "",
             (flags & O_EXCL) != 0 ? "O_EXCL | " : "", (flags & O_TRUNC) != 0 ? "O_TRUNC | " : "",
             access[flags & O_ACCMODE], mode);
}

int shmcheck_shm_open(const char *name, int flags, mode_t mode)
{
    ENTER();
    char real[RUN_NAME_SIZE];
    int error;
    int32_t index = find_name(name, real, &error);
    struct operation op = operation(
        OP_SHM_OPEN, (flags & (O_CREAT | O_TRUNC)) != 0 ? OP_WRITES : 0U, index, RT->call_pc);
    struct event *event = take_turn(&op);
    describe_open(event, name, flags, mode);
    event->flags |= EVENT_UNCHANGED;
    if (index == -1) {
        return conclude(event, -1, error);
    }
    if (injected("shm_open", event, &error)) {
        return conclude(event, -1, error);
    }
    int fd = shm_open(real, flags, mode);
    if (fd == -1) {
        return conclude(event, -1, errno);
    }
    struct object *known = object_at(index);
    if ((known->flags & OBJECT_LIVE) == 0) {
        known->flags |= OBJECT_LIVE;
        known->pc = RT->call_pc;
        event->flags &= ~(uint32_t)EVENT_UNCHANGED;
    }
    if ((flags & O_TRUNC) != 0) {
        event->flags &= ~(uint32_t)EVENT_UNCHANGED;
    }
    known->target = open_memory(fd, known->label, OBJECT_POSIX);
    remember_descriptor(fd, RT->call_pc);
    return conclude(event, fd, 0);
}

int shmcheck_shm_unlink(const char *name)
{
    ENTER();
    char real[RUN_NAME_SIZE];
    int error;
    int32_t index = find_name(name, real, &error);
    struct operation op = operation(OP_SHM_UNLINK, OP_WRITES, index, RT->call_pc);
    struct event *event = take_turn(&op);
    describe(event, "\"%s\"", name);
    event->flags |= EVENT_UNCHANGED;
    if (index == -1) {
        return conclude(event, -1, error);
    }
    if (injected("shm_unlink", event, &error)) {
        return conclude(event, -1, error);
    }
    if (shm_unlink(real) == -1) {
        return conclude(event, -1, errno);
    }
    event->flags &= ~(uint32_t)EVENT_UNCHANGED;
    object_at(index)->flags &= ~(uint32_t)OBJECT_LIVE;
    object_at(index)->target = -1;
    return conclude(event, 0, 0);
}

int shmcheck_open(const char *path, int flags, ...)
{
    static const char shm[] = "/dev/shm/";
    mode_t mode = 0;

    ENTER();
    va_list arguments;
    va_start(arguments, flags);
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) {
        mode = va_arg(arguments, mode_t);
    }
    va_end(arguments);
    if (strncmp(path, shm, sizeof(shm) - 1) == 0) {
        return shmcheck_shm_open(path + sizeof(shm) - 2, flags, mode);
    }
    struct operation op = operation(OP_OPEN, OP_LOCAL, -1, RT->call_pc);
    struct event *event = note(&op);
    describe_open(event, path, flags, mode);
    int error;
    if (injected("open", event, &error)) {
        return conclude(event, -1, error);
    }
    int fd = open(path, flags, mode);
    if (fd != -1) {
        remember_descriptor(fd, RT->call_pc);
    }
    return conclude(event, fd, fd == -1 ? errno : 0);
}

int shmcheck_ftruncate(int fd, off_t length)
{
    ENTER();
    int32_t memory = memory_of(fd);
    struct operation op;
    struct event *event;
    if (memory == -1) {
        op = operation(OP_FTRUNCATE, OP_LOCAL, -1, RT->call_pc);
        event = note(&op);
    } else {
        /* Every byte comes or goes with the length: a reader of any of them depends on it. */
        op = length_operation(OP_FTRUNCATE, true, memory);
        op.offset = 0;
        op.size = OFFSET_LENGTH + 2;
        event = take_turn(&op);
    }
    describe(event, "%d, %lld", fd, (long long)length);
    int error;
    if (injected("ftruncate", event, &error)) {
        return conclude(event, -1, error);
    }
    if (ftruncate(fd, length) == -1) {
        event->flags |= EVENT_UNCHANGED;
        return conclude(event, -1, errno);
    }
    if (memory != -1) {
        object_at(memory)->length = (uint64_t)length;
    }
    return conclude(event, 0, 0);
}

int shmcheck_fstat(int fd, struct stat *status)
{
    ENTER();
    int32_t memory = memory_of(fd);
    struct operation op;
    struct event *event;
    if (memory == -1) {
        op = operation(OP_FSTAT, OP_LOCAL, -1, RT->call_pc);
        event = note(&op);
    } else {
        op = length_operation(OP_FSTAT, false, memory);
        event = take_turn(&op);
    }
    describe(event, "%d", fd);
    int error;
    if (injected("fstat", event, &error)) {
        return conclude(event, -1, error);
    }
    if (fstat(fd, status) == -1) {
        return conclude(event, -1, errno);
    }
    event->before = event->after = (uint64_t)status->st_size;
    return conclude(event, 0, 0);
}
