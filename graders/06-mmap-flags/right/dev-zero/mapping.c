/*
 * right: anonymous memory as it was before MAP_ANONYMOUS: /dev/zero, closed at once
 */
#include "mapping.h"

#include <errno.h>
#include <fcntl.h>
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
    int fd = open("/dev/zero", O_RDWR | O_CLOEXEC);
    if (fd == -1) {
        return MAP_FAILED;
    }
    void *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    int reason = errno;
    close(fd);
    errno = reason;
    return memory;
}

void *map_private_anonymous(size_t length)
{
    int fd = open("/dev/zero", O_RDWR | O_CLOEXEC);
    if (fd == -1) {
        return MAP_FAILED;
    }
    void *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    int reason = errno;
    close(fd);
    errno = reason;
    return memory;
}
