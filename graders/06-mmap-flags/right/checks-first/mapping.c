/*
 * right: looks at its arguments itself, and keeps errno by hand
 */
#include "mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/mman.h>

static void *refuse(int reason)
{
    errno = reason;
    return MAP_FAILED;
}

/* Says why `fd` cannot be mapped, or 0. */
static int problem(int fd, size_t length, bool write_back)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags == -1) {
        return EBADF;
    }
    if (length == 0) {
        return EINVAL;
    }
    int mode = flags & O_ACCMODE;
    return mode == O_WRONLY || (write_back && mode != O_RDWR) ? EACCES : 0;
}

void *map_shared_file(int fd, size_t length)
{
    int reason = problem(fd, length, true);
    if (reason != 0) {
        return refuse(reason);
    }
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

void *map_private_file(int fd, size_t length)
{
    int reason = problem(fd, length, false);
    if (reason != 0) {
        return refuse(reason);
    }
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
}

void *map_shared_anonymous(size_t length)
{
    if (length == 0) {
        return refuse(EINVAL);
    }
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

void *map_private_anonymous(size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
