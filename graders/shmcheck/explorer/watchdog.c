/* watchdog.c - waiting for the turn to come back, and noticing that it never will.
 *
 * A process that does not reach its next operation has hung in its own code or in a call that the
 * runtime does not model. The first is measured in CPU time of that process, the second by the
 * kernel's word that it sleeps, so that a busy host cannot bring about either.
 */
#include "explorer.h"

#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LOOK_EVERY_NS 50000000L
#define CPU_LIMIT_SECONDS 2.0
#define ASLEEP_LIMIT 40 /* looks in a row */

/* What the kernel says of a process. Returns its state letter, 'X' when it is gone.
 * cpu: receives the seconds it has computed. */
static char process_status(pid_t pid, double *cpu)
{
    unsigned long user = 0, system = 0;
    char path[64], line[512];
    char state = 'X';
    const char *rest;
    FILE *file;

    *cpu = 0;
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    file = fopen(path, "re");
    if (file == NULL) {
        return 'X';
    }
    if (fgets(line, sizeof(line), file) != NULL) {
        rest = strrchr(line, ')'); /* the name before it may hold anything */
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
    int asleep;
};

/* One look at the process that has the turn. True: give it up; session->hang says why. */
static bool has_hung(struct session *session, struct watch *watch)
{
    const struct control *control = session->control;
    int process = control->turn;
    char name[LABEL_SIZE];
    double cpu;
    char state;

    if (process < 0 || process >= MAX_PROCESSES) {
        return false;
    }
    state = process_status(control->processes[process].pid, &cpu);
    if (watch->process != process || watch->events != control->event_count) {
        *watch = (struct watch){.process = process, .events = control->event_count, .cpu = cpu};
        return false;
    }
    process_title(session, process, name, sizeof(name));
    if (control->turn != process) {
        return false;
    }
    if (state == 'Z' || state == 'X') {
        watch->asleep++;
        if (watch->asleep > 2) {
            snprintf(session->hang, sizeof(session->hang),
                     "%s has ended in a way that is not modelled", name);
        }
    } else if (cpu - watch->cpu > CPU_LIMIT_SECONDS) {
        snprintf(session->hang, sizeof(session->hang),
                 "%s has computed for %.0f seconds without coming to another shared operation",
                 name, CPU_LIMIT_SECONDS);
    } else if (state == 'S' || state == 'D' || state == 'T') {
        watch->asleep++;
        if (watch->asleep > ASLEEP_LIMIT) {
            snprintf(session->hang, sizeof(session->hang),
                     "%s is blocked in a call that is not modelled", name);
        }
    } else {
        watch->asleep = 0;
    }
    return session->hang[0] != '\0';
}

/* Waits until the explorer has the turn. False: the run cannot go on. */
bool wait_for_turn(struct session *session)
{
    const struct timespec moment = {.tv_nsec = LOOK_EVERY_NS};
    struct control *control = session->control;
    struct watch watch = {.process = -1};

    while (__atomic_exchange_n(&control->explorer_go, 0, __ATOMIC_ACQUIRE) == 0) {
        syscall(SYS_futex, &control->explorer_go, FUTEX_WAIT, 0, &moment, NULL, 0);
        if (control->explorer_go == 0 && has_hung(session, &watch)) {
            return false;
        }
    }
    return true;
}
