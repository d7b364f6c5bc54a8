/* overflows_the_stack.c - recurses until the stack is full.
 *
 * status: 1
 * says: crash: parent was killed by SIGSEGV
 */
#include <stddef.h>
#include <sys/mman.h>

static int *shared;

static int recurse(int depth)
{
    volatile char frame[4096];

    frame[0] = (char)depth;
    return recurse(depth + 1) + frame[0];
}

int main(void)
{
    shared = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    *shared = 1;
    return recurse(0);
}
