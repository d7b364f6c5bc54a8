/* closes_everything.c - closes every descriptor that it can think of, and goes on.
 *
 * status: 0
 * says: EXHAUSTIVE
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int *shared = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    for (int i = 0; i < 4096; i++) {
        close(i);
    }
    close_range(0, ~0U, 0);
    if (fork() == 0) {
        *shared = 1;
        _exit(0);
    }
    wait(NULL);
    return *shared - 1;
}
