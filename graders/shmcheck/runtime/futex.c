/* futex.c - sleeping until another process says so. */
#include "futex.h"

#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "state.h"

void wake_process(uint32_t *word)
{
    __atomic_store_n(word, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

void sleep_until_woken(uint32_t *word)
{
    const struct timespec second = {.tv_sec = 1};

    while (__atomic_exchange_n(word, 0, __ATOMIC_ACQUIRE) == 0) {
        if (syscall(SYS_futex, word, FUTEX_WAIT, 0, &second, NULL, 0) == -1 && errno == ETIMEDOUT &&
            kill(RT->control->explorer_pid, 0) == -1 && errno == ESRCH) {
            syscall(SYS_exit_group, 1);
        }
    }
}

void count_and_wake(uint32_t *counter)
{
    __atomic_add_fetch(counter, 1, __ATOMIC_RELEASE);
    syscall(SYS_futex, counter, FUTEX_WAKE, 1, NULL, NULL, 0);
}
