/* settle.c - waits until a process has come as far as it gets by itself. */
#include "settle.h"

#include "../../supervise/proc_stat.h"

#include <time.h>
#include <unistd.h>

enum { LOOKS_ASLEEP = 8, LOOK_EVERY_MICROSECONDS = 3000 };

void grader_settle(pid_t pid)
{
    const unsigned long enough = (unsigned long)sysconf(_SC_CLK_TCK) / 20;
    struct process before, now;
    if (!read_process(pid, &before)) {
        return;
    }
    for (int asleep = 0; asleep < LOOKS_ASLEEP;) {
        if (!read_process(pid, &now) || now.state == 'Z' || now.ticks - before.ticks >= enough) {
            return;
        }
        asleep = now.state == 'S' || now.state == 'T' ? asleep + 1 : 0;
        nanosleep(&(struct timespec){.tv_nsec = LOOK_EVERY_MICROSECONDS * 1000L}, NULL);
    }
}
