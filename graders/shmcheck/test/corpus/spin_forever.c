/* spin_forever.c - a process waits for a flag that nobody sets.
 *
 * verdict: livelock
 */
#include "common.h"

int main(void)
{
    atomic_int *flag = share(sizeof(*flag));

    while (!atomic_load(flag)) {
        continue;
    }
    return 0;
}
