/* spins.c - computes for ever without touching shared memory.
 *
 * status: 3
 * says: has computed for
 */
#include <stddef.h>
#include <sys/mman.h>

int main(void)
{
    int *shared = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    volatile unsigned long private = 0;

    *shared = 1;
    for (;;)
    private++;
}
