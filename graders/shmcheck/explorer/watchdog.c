/* watchdog.c - waiting for the turn to come back, and noticing that it never will.
 *
 * A process that does not reach its next operation has hung in its own code or in a call that the
 * runtime does not model. The first is measured in CPU time of that process, the second by the
 * kernel's word that it sleeps, so that a busy host cannot bring about either.
 */
#include "watchdog.h"

#include <linux/futex.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY_NS 50000000L
#define ASLEEP_LIMIT 40 /* looks in a row */

/* What the kernel says of a process (proc(5)); supervise reads the same line, but this tool stands
 * alone. Returns its state letter, 'X' when it is gone.
 * cpu: receives the seconds it has computed. */
static char process_status(pid_t pid, double *cpu)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    *cpu = 0;
    if (file == NULL) {
        return 'X';
    }
    char line[512];
    char state = 'X';
    if (fgets(line, sizeof(line), file) != NULL) {
        unsigned long user = 0, system = 0;
        const char *rest = strrchr(line, ')'); /* the name before it may hold anything */
        if (rest != NULL && sscanf(rest, ") %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
                                   &state, &user, &system) == 3) {
            *cpu = (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
        }
    }
    fclose(file);
    return state;
}

struct watch {
    int process;
    uint32_t events;
    double cpu;
    int asleep; /* looks in a row */
};

/* One look at the process that has the turn. Returns why to give it up, HANG_NONE if not. */
static enum hang_reason look(const struct control *control, struct watch *watch)
{
    int process = control->turn;
    if (process < 0 || process >= MAX_PROCESSES) {
        return HANG_NONE;
    }
    double cpu;
    char state = process_status(control->processes[process].pid, &cpu);
    if (watch->process != process || watch->events != control->event_count) {
        *watch = (struct watch){.process = process, .events = control->event_count, .cpu = cpu};
        return HANG_NONE;
    }
    if (control->turn != process) {
        return HANG_NONE;
    }
    if (state == 'Z' || state == 'X') {
        watch->asleep++;
        return watch->asleep > 2 ? HANG_GONE : HANG_NONE;
    }
    if (cpu - watch->cpu > CPU_LIMIT_SECONDS) {
        return HANG_COMPUTES;
    }
    if (state == 'S' || state == 'D' || state == 'T') {
        watch->asleep++;
        return watch->asleep > ASLEEP_LIMIT ? HANG_ASLEEP : HANG_NONE;
    }
    watch->asleep = 0;
    return HANG_NONE;
}

bool wait_for_turn(struct control *control, struct hang *hang)
{
    const struct timespec moment = {.tv_nsec = LOOK_EVERY_NS};
    struct watch watch = {.process = -1};

    while (__atomic_exchange_n(&control->explorer_go, 0, __ATOMIC_ACQUIRE) == 0) {
        syscall(SYS_futex, &control->explorer_go, FUTEX_WAIT, 0, &moment, NULL, 0);
        if (control->explorer_go != 0) {
            continue;
        }
        enum hang_reason reason = look(control, &watch);
        if (reason != HANG_NONE) {
            *hang = (struct hang){.reason = reason, .process = watch.process};
            return false;
        }
    }
    return true;
}
