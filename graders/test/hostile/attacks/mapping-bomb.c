/*
 * attack: shared anonymous mappings in many processes
 * fails: works
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 8; i++) {
        char *memory =
            mmap(NULL, 64 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (fork() == 0) {
            memset(memory, 1, 64 << 20);
            pause();
        }
        munmap(memory, 64 << 20);
    }
    pause();
    return 0;
}
