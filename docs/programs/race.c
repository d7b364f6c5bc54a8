/*
 * race.c - parent and child each add 1 to a counter that they share, and nothing orders them.
 *
 * usage: race
 *
 * See docs/article-notes.md and docs/concepts.md; lab 03 is this program in full.
 */
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *counter =
        mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (counter == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    pid_t child = fork();
    if (child == -1) {
        perror("fork");
        return 1;
    }
    ++*counter;
    if (child == 0) {
        _exit(0);
    }
    waitpid(child, NULL, 0);
    printf("final counter: %d (expected: 2)\n", *counter);
    munmap(counter, sizeof(int));
    return 0;
}
