/* posix_shm.c - POSIX shared memory objects and mappings: shm_open(3), mmap(2), ftruncate(2).
 *
 * The calls are the real ones, on names of the run's own: two runs at once never meet, and what a
 * run leaves behind is found and removed.
 */
#include "runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define DECLARE(type, name, ...)                                                                   \
    type shmcheck_##name(__VA_ARGS__);                                                             \
    type shmcheck_##name(__VA_ARGS__)

static uint64_t hash_name(const char *name)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);

    while (*name != '\0') {
        sum = (sum ^ (unsigned char)*name++) * UINT64_C(0x100000001b3);
    }
    return sum;
}

/* The object that stands for a name, and the run's own name for it.
 * real: receives the name, 64 bytes. Returns -1 and errno for a name that shm_open(3) refuses. */
static int32_t name_object(const char *name, char *real)
{
    while (*name == '/') {
        name++;
    }
    if (*name == '\0' || strchr(name, '/') != NULL || strlen(name) > NAME_MAX) {
        errno = strlen(name) > NAME_MAX ? ENAMETOOLONG : EINVAL;
        return -1;
    }
    uint64_t key = hash_name(name);
    snprintf(real, 64, "%s%016llx", RT->control->prefix, (unsigned long long)key);
    int32_t index = find_object(OBJECT_SHM_NAME, key, 0);
    if (index != -1) {
        return index;
    }
    char label[LABEL_SIZE];
    snprintf(label, sizeof(label), "/%.60s", name);
    return make_object(OBJECT_SHM_NAME, key, 0, label);
}

/* The memory object of an open descriptor, made when it is first seen. */
static int32_t open_memory(int fd, const char *label, uint32_t flags)
{
    int32_t index = memory_of(fd);
    struct stat status;

    if (index != -1 || fstat(fd, &status) == -1) {
        return index;
    }
    index = make_object(OBJECT_MEMORY, (uint64_t)status.st_dev + 1, (uint64_t)status.st_ino, label);
    object_at(index)->flags |= flags;
    object_at(index)->length = (uint64_t)status.st_size;
    return index;
}

static void describe_open(struct event *event, const char *name, int flags, unsigned int mode)
{
    static const char *const access[] = {"O_RDONLY", "O_WRONLY", "O_RDWR", "3"};

    describe(event, "\"%s\", %s%s%s%s, %04o", name, (flags & O_CREAT) != 0 ? "O_CREAT | " : "",
             (flags & O_EXCL) != 0 ? "O_EXCL | " : "", (flags & O_TRUNC) != 0 ? "O_TRUNC | " : "",
             access[flags & O_ACCMODE], mode);
}

DECLARE(int, shm_open, const char *name, int flags, mode_t mode)
{
    ENTER();
    char real[64];
    int index = name_object(name, real);
    int error = index == -1 ? errno : 0;
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

DECLARE(int, shm_unlink, const char *name)
{
    ENTER();
    char real[64];
    int index = name_object(name, real);
    int error = index == -1 ? errno : 0;
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

/* open(2): a path below /dev/shm is a name for shm_open; every other file is the real one. */
DECLARE(int, open, const char *path, int flags, ...)
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

/* An operation on the length of an object rather than on its bytes. */
struct operation length_operation(enum operation_kind kind, bool writes, int32_t object)
{
    struct operation op =
        operation(kind, OP_MEMORY | (writes ? OP_WRITES : 0U), object, RT->call_pc);

    op.offset = OFFSET_LENGTH;
    op.size = 1;
    return op;
}

DECLARE(int, ftruncate, int fd, off_t length)
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

DECLARE(int, fstat, int fd, struct stat *status)
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

static void describe_mmap(struct event *event, void *address, size_t length, int protection,
                          int flags, int fd, off_t offset)
{
    char place[32] = "NULL";

    if (address != NULL) {
        snprintf(place, sizeof(place), "%p", address);
    }
    describe(event, "%s, %zu, %s%s%s, %s%s, %d, %lld", place, length,
             (protection & PROT_READ) != 0 ? "PROT_READ" : "PROT_NONE",
             (protection & PROT_WRITE) != 0 ? " | PROT_WRITE" : "",
             (protection & PROT_EXEC) != 0 ? " | PROT_EXEC" : "",
             (flags & MAP_SHARED) != 0 ? "MAP_SHARED" : "MAP_PRIVATE",
             (flags & MAP_ANONYMOUS) != 0 ? " | MAP_ANONYMOUS" : "", fd, (long long)offset);
}

DECLARE(void *, mmap, void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int32_t memory = -1;

    ENTER();
    struct operation op = operation(OP_MMAP, OP_LOCAL, -1, RT->call_pc);
    struct event *event = note(&op);
    describe_mmap(event, address, length, protection, flags, fd, offset);
    int error;
    if (injected("mmap", event, &error)) {
        (void)conclude(event, -1, error);
        return MAP_FAILED;
    }
    void *place = mmap(address, length, protection, flags, fd, offset);
    if (place == MAP_FAILED) {
        (void)conclude(event, -1, errno);
        return MAP_FAILED;
    }
    event->result = (int64_t)(uintptr_t)place;
    remove_mapping(place, length);
    if ((flags & MAP_SHARED) == 0) {
        return place;
    }
    char label[LABEL_SIZE];
    if ((flags & MAP_ANONYMOUS) != 0) {
        snprintf(label, sizeof(label), "shared memory");
        memory = make_object(OBJECT_MEMORY, 0, RT->control->object_count, label);
        object_at(memory)->length = length;
    } else {
        memory = open_memory(fd, "mapped file", 0);
    }
    if (memory == -1) {
        return place;
    }
    event->op.object = memory;
    add_mapping(place, (length + page - 1) / page * page, memory, (uint64_t)offset, RT->call_pc,
                false);
    return place;
}

DECLARE(int, munmap, void *address, size_t length)
{
    ENTER();
    const struct mapping *mapping = find_mapping(address);
    struct operation op =
        operation(OP_MUNMAP, OP_LOCAL, mapping == NULL ? -1 : mapping->object, RT->call_pc);
    struct event *event = note(&op);
    describe(event, "%p, %zu", address, length);
    int error;
    if (injected("munmap", event, &error)) {
        return conclude(event, -1, error);
    }
    if (munmap(address, length) == -1) {
        return conclude(event, -1, errno);
    }
    remove_mapping(address, length + (size_t)sysconf(_SC_PAGESIZE) - 1 -
                                (length - 1) % (size_t)sysconf(_SC_PAGESIZE));
    return conclude(event, 0, 0);
}
