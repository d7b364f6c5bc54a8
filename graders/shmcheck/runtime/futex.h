/* futex.h - sleeping until another process says so, after futex(2). */
#ifndef SHMCHECK_FUTEX_H
#define SHMCHECK_FUTEX_H

#include <stdint.h>

/* Sets a word of the control page and wakes the process that sleeps on it. */
void wake_process(uint32_t *word);

/* Waits until a word of the control page is set, and clears it. A process whose explorer has died
 * leaves at once: nothing of a run may outlive it. */
void sleep_until_woken(uint32_t *word);

/* Adds one to a counter of the control page and wakes the explorer, which waits for it to move. */
void count_and_wake(uint32_t *counter);

#endif
