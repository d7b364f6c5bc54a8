/*
 * writer.c - stores a message the short way: nothing is checked, and everybody may read it.
 *
 * usage: writer [MESSAGE]
 *
 * Written in the manner of a first example, to show where that breaks: see docs/article-notes.md.
 * Lab 01 writes the same program properly.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    const char *message = argc > 1 ? argv[1] : "Hello from Writer!";
    int fd = shm_open("/my_shm", O_CREAT | O_RDWR, 0666);
    ftruncate(fd, 1024);
    char *memory = mmap(NULL, 1024, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    strcpy(memory, message);
    munmap(memory, 1024);
    close(fd);
    return 0;
}
