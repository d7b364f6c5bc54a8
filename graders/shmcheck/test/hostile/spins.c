/* spins.c - computes for ever without touching shared memory.
 *
 * status: 3
 * says: has computed for
 */
#include <stddef.h>
#include <sys/mman.h>
#include <sys/uio.h>

int main(void)
{
    int *shared = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    struct iovec ready = {.iov_base = "ready\n", .iov_len = 6};
    volatile unsigned long computed = 0;

    *shared = 1;
    /* The tests that end shmcheck itself wait for this. It does not stand in for writev. */
    if (writev(9, &ready, 1) == -1) {
        computed = 1;
    }
    for (;;) {
        computed++;
    }
}
