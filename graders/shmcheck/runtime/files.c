/* files.c - descriptors in use. */
#include "files.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptors.h"
#include "enter.h"
#include "fail.h"
#include "log.h"
#include "mappings.h"
#include "operation.h"
#include "snapshot.h"
#include "stop.h"
#include "turn.h"

int shmcheck_close(int fd)
{
    ENTER();
    if (fd >= FIRST_PRIVATE_FD) {
        errno = EBADF;
        return -1;
    }
    int32_t memory = memory_of(fd);
    struct operation op = operation(OP_CLOSE, OP_LOCAL, memory, RT->call_pc);
    struct event *event = note(&op);
    describe(event, "%d", fd);
    int error;
    if (injected("close", event, &error)) {
        return conclude(event, -1, error);
    }
    forget_descriptor(fd);
    error = close(fd) == -1 ? errno : 0;
    return conclude(event, error == 0 ? 0 : -1, error);
}

int shmcheck_close_range(unsigned int from, unsigned int to, int flags)
{
    ENTER();
    for (unsigned int fd = from; fd <= to && fd < FIRST_PRIVATE_FD; fd++) {
        forget_descriptor((int)fd);
    }
    if (from >= FIRST_PRIVATE_FD) {
        return 0;
    }
    return close_range(from, to < FIRST_PRIVATE_FD ? to : FIRST_PRIVATE_FD - 1, flags);
}

void shmcheck_closefrom(int from)
{
    (void)shmcheck_close_range((unsigned int)(from < 0 ? 0 : from), ~0U, 0);
}

/* A step that reads or writes bytes of an object through a descriptor. */
static struct event *file_step(int32_t memory, bool writes, off_t offset, size_t size)
{
    struct operation op =
        operation(writes ? OP_FILE_WRITE : OP_FILE_READ,
                  OP_MEMORY | OP_PLAIN | (writes ? OP_WRITES : 0U), memory, RT->call_pc);

    op.offset = (uint64_t)offset;
    op.size = size == 0 ? 1 : size;
    return take_turn(&op);
}

/* Reads and writes on pipes and sockets could block where the explorer does not see it. */
static void refuse_stream(int fd, const char *call)
{
    struct stat status;

    if (fstat(fd, &status) == 0 && (S_ISFIFO(status.st_mode) || S_ISSOCK(status.st_mode))) {
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, "%s on a pipe or a socket is not modelled", call);
    }
}

ssize_t shmcheck_pread(int fd, void *buffer, size_t size, off_t offset)
{
    ENTER();
    int32_t memory = memory_of(fd);
    if (memory != -1) {
        file_step(memory, false, offset, size);
    }
    if (find_mapping(buffer) == NULL || size > SCRATCH_SIZE) {
        return pread(fd, buffer, size, offset);
    }
    char *copy = RT->scratch;
    ssize_t done = pread(fd, copy, size, offset);
    if (done > 0) {
        write_bytes(buffer, copy, (size_t)done);
    }
    return done;
}

ssize_t shmcheck_pwrite(int fd, const void *buffer, size_t size, off_t offset)
{
    ENTER();
    const void *bytes = read_bytes(buffer, size);
    int32_t memory = memory_of(fd);
    if (memory != -1) {
        file_step(memory, true, offset, size);
    }
    return pwrite(fd, bytes, size, offset);
}

ssize_t shmcheck_read(int fd, void *buffer, size_t size)
{
    ENTER();
    int error = failure_of("read");
    if (error != 0) {
        errno = error;
        return -1;
    }
    refuse_stream(fd, "read");
    int32_t memory = memory_of(fd);
    if (memory != -1) {
        file_step(memory, false, lseek(fd, 0, SEEK_CUR), size);
    }
    if (find_mapping(buffer) == NULL || size > SCRATCH_SIZE) {
        return read(fd, buffer, size);
    }
    ssize_t done = read(fd, RT->scratch, size);
    if (done > 0) {
        write_bytes(buffer, RT->scratch, (size_t)done);
    }
    return done;
}

ssize_t shmcheck_write(int fd, const void *buffer, size_t size)
{
    ENTER();
    int error = failure_of("write");
    if (error != 0) {
        errno = error;
        return -1;
    }
    refuse_stream(fd, "write");
    const void *bytes = read_bytes(buffer, size);
    int32_t memory = memory_of(fd);
    if (memory != -1) {
        file_step(memory, true, lseek(fd, 0, SEEK_CUR), size);
    }
    return write(fd, bytes, size);
}
