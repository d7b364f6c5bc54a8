/*
 * right: shares a memfd, which has no name either, in place of MAP_ANONYMOUS
 */
#include "mapping.h"

#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void *map_shared_file(int fd, size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
}

void *map_private_file(int fd, size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
}

void *map_shared_anonymous(size_t length)
{
    if (length == 0 || length > PTRDIFF_MAX / 4) {
        errno = length == 0 ? EINVAL : ENOMEM;
        return MAP_FAILED;
    }
    int fd = memfd_create("", MFD_CLOEXEC);
    if (fd == -1) {
        return MAP_FAILED;
    }
    void *memory = MAP_FAILED;
    if (ftruncate(fd, (off_t)length) == 0) {
        memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    int reason = errno;
    close(fd);
    errno = reason;
    return memory;
}

void *map_private_anonymous(size_t length)
{
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
