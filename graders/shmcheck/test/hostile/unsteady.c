/* unsteady.c - does something else in every run.
 *
 * status: 3
 * says: the program is not the same in every run
 */
#include <stddef.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *shared = mmap(NULL, 64, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int offset = (int)getpid() % 16;

    if (fork() == 0) {
        shared[offset]++;
        _exit(0);
    }
    shared[(offset + 1) % 16]++;
    wait(NULL);
    return 0;
}
