/*
 * right: looks for the NUL itself, and prints with write(2)
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "shm.h"

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }
    int fd = shm_open(SHM_NAME, O_RDONLY, 0);
    if (fd == -1) {
        perror("shm_open");
        return 1;
    }
    off_t size = lseek(fd, 0, SEEK_END);
    if (size < SHM_SIZE) {
        fprintf(stderr, "object not ready: %lld bytes\n", (long long)size);
        close(fd);
        return 1;
    }
    char *object = mmap(NULL, SHM_SIZE, PROT_READ, MAP_SHARED, fd, 0);
    if (object == MAP_FAILED) {
        perror("mmap");
        close(fd);
        return 1;
    }
    const char *end = memchr(object, '\0', SHM_SIZE);
    struct iovec parts[] = {
        {"Reader: ", 8},
        {object, end != NULL ? (size_t)(end - object) : SHM_SIZE},
        {"\n", 1},
    };
    int status = writev(STDOUT_FILENO, parts, 3) < 0;
    status |= munmap(object, SHM_SIZE) != 0;
    status |= close(fd) != 0;
    status |= shm_unlink(SHM_NAME) != 0;
    return status;
}
