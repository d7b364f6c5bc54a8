/* holds_an_object.c - makes an object, and then computes until someone ends it.
 *
 * For the tests that end shmcheck itself while an object is there to be left.
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
    int fd = shm_open("/held", O_CREAT | O_RDWR, 0600);
    struct iovec ready = {.iov_base = "ready\n", .iov_len = 6};
    volatile unsigned long computed = 0;

    if (fd == -1 || ftruncate(fd, 4) == -1) {
        return 1;
    }
    /* The tests that end shmcheck itself wait for this. It does not stand in for writev. */
    if (writev(9, &ready, 1) == -1) {
        computed = 1;
    }
    for (;;) {
        computed++;
    }
}
