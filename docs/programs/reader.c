/*
 * reader.c - prints what a writer has stored, and takes for granted that it has finished.
 *
 * usage: reader
 *
 * Written in the manner of a first example, to show where that breaks: see docs/article-notes.md.
 * Lab 01 writes the same program properly.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    int fd = shm_open("/my_shm", O_RDONLY, 0666);
    if (fd == -1) {
        perror("shm_open");
        return 1;
    }
    char *memory = mmap(NULL, 1024, PROT_READ, MAP_SHARED, fd, 0);
    printf("Reader: %s\n", memory);
    munmap(memory, 1024);
    close(fd);
    shm_unlink("/my_shm");
    return 0;
}
