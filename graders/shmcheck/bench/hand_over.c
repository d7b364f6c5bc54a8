/* hand_over.c - what one hand-over of the turn costs: two processes, a futex each, one CPU or not.
 *
 * Usage: hand_over pinned|free
 * Prints the microseconds of one hand-over.
 */
#include <linux/futex.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 50000

static void wait_for(uint32_t *word)
{
    while (__atomic_exchange_n(word, 0, __ATOMIC_ACQUIRE) == 0) {
        syscall(SYS_futex, word, FUTEX_WAIT, 0, NULL, NULL, 0);
    }
}

static void wake(uint32_t *word)
{
    __atomic_store_n(word, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

int main(int count, char **arguments)
{
    uint32_t *words = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (words == MAP_FAILED) {
        return 1;
    }
    if (count > 1 && strcmp(arguments[1], "pinned") == 0) {
        cpu_set_t cpu;
        CPU_ZERO(&cpu);
        CPU_SET(sched_getcpu(), &cpu);
        sched_setaffinity(0, sizeof(cpu), &cpu);
    }
    struct timespec start;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (fork() == 0) {
        for (int i = 0; i < ROUNDS; i++) {
            wait_for(&words[0]);
            wake(&words[64]);
        }
        _exit(0);
    }
    for (int i = 0; i < ROUNDS; i++) {
        wake(&words[0]);
        wait_for(&words[64]);
    }
    wait(NULL);
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.1f\n",
           ((double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec)) /
               1e3 / (2.0 * ROUNDS));
    return 0;
}
