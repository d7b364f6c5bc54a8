/*
 * stand_in.c - stands in for the student's increment(), so that main() is seen alone.
 *
 * Linked before counter.c with the linker's --allow-multiple-definition (ld(1)): of the two
 * functions the first one counts. It notes who calls it and with what, and makes all updates in one
 * atomic step: nothing is lost, TIMES may be as large as it likes, and the final counter is known.
 *
 * In the environment:
 *   HOLD=1      the child is held in increment() until the parent waits for it
 *   FAIL=CALL   shm_open, ftruncate, mmap or fork fails, if it is called before there is a child
 */
#include "counter.h"
#include "witness.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

void increment(struct shared_data *data, int times)
{
    struct witness_mapping mapping;
    bool mapped = witness_mapping_at(data, &mapping);
    witness_note("%s times %d", witness_name(), times);
    witness_note("%s memory %s %s", witness_name(), mapped ? mapping.permissions : "none",
                 mapped ? mapping.path : "");
    if (getenv("HOLD") != NULL && witness_role() == WITNESS_CHILD) {
        witness_await();
    }
    __atomic_fetch_add(&data->counter, times, __ATOMIC_SEQ_CST);
}

/* Whether this call is to fail. If so, errno is set, and the log says it. */
static bool fails(const char *call, int error)
{
    const char *wanted = getenv("FAIL");
    if (wanted == NULL || strcmp(wanted, call) != 0 || witness_forked()) {
        return false;
    }
    witness_note("failed %s", call);
    errno = error;
    return true;
}

int __real_shm_open(const char *name, int flags, mode_t mode);
int __wrap_shm_open(const char *name, int flags, mode_t mode)
{
    return fails("shm_open", EMFILE) ? -1 : __real_shm_open(name, flags, mode);
}

/* On Linux an object is a file in /dev/shm, and may be opened as one. */
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    if (strncmp(path, "/dev/shm/", strlen("/dev/shm/")) == 0 && fails("shm_open", EMFILE)) {
        return -1;
    }
    return __real_open(path, flags, mode);
}

int __real_ftruncate(int fd, off_t length);
int __wrap_ftruncate(int fd, off_t length)
{
    return fails("ftruncate", EFBIG) ? -1 : __real_ftruncate(fd, length);
}

void *__real_mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset);
void *__wrap_mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
    if (fd != -1 && fails("mmap", ENOMEM)) {
        return MAP_FAILED;
    }
    return __real_mmap(address, length, protection, flags, fd, offset);
}

pid_t __real_fork(void);
pid_t __wrap_fork(void)
{
    return fails("fork", EAGAIN) ? -1 : __real_fork();
}
