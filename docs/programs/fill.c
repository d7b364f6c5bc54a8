/*
 * fill.c - makes a shared memory object of so many KiB and writes to all of it.
 *
 * usage: fill KIB
 *
 * ftruncate reserves nothing: if the file system behind /dev/shm is too small, the write that finds
 * no room ends the program with SIGBUS. Exit status: 0 written; 1 a call failed; 2 wrong usage.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    size_t size = argc == 2 ? 1024 * strtoul(argv[1], NULL, 10) : 0;
    if (size == 0) {
        fprintf(stderr, "usage: %s KIB\n", argv[0]);
        return 2;
    }
    int fd = shm_open("/fill", O_CREAT | O_RDWR, 0600);
    if (fd == -1 || shm_unlink("/fill") == -1 || ftruncate(fd, (off_t)size) == -1) {
        perror("/fill");
        return 1;
    }
    printf("ftruncate to %zu KiB: done\n", size / 1024);
    fflush(stdout);
    char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    memset(memory, 'x', size);
    printf("written\n");
    return 0;
}
