/* waits_for_ever.c - a parent that waits for its child, and a child that waits for a semaphore. */
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    sem_t *semaphore =
        mmap(NULL, sizeof(*semaphore), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    sem_init(semaphore, 1, 0);
    if (fork() == 0) {
        sem_wait(semaphore);
        _exit(0);
    }
    dup(1);
    return wait(NULL) == -1;
}
