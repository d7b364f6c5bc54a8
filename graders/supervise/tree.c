/* tree.c - the processes below us, as /proc shows them (proc(5)). */
#include "supervise.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Reads the start of a /proc file into `text`; returns false when the process is gone. */
static bool read_proc(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    fclose(file);
    return length > 0;
}

static bool read_process(const char *number, struct process *process)
{
    char path[64], text[512];
    snprintf(path, sizeof(path), "/proc/%.20s/stat", number);
    if (!read_proc(path, text, sizeof(text))) {
        return false;
    }
    /* The name stands in parentheses and may hold any byte: the fields follow the last one. */
    const char *fields = strrchr(text, ')');
    if (fields == NULL) {
        return false;
    }
    process->pid = (pid_t)strtol(number, NULL, 10);
    unsigned long own[2];
    long children[2], resident;
    /* proc(5): 3 state, 4 parent, 14 to 17 processor time, 24 resident pages. */
    int taken = sscanf(fields + 1,
                       " %c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld"
                       " %*d %*d %*d %*d %*u %*u %ld",
                       &process->state, &process->parent, &own[0], &own[1], &children[0],
                       &children[1], &resident);
    process->ticks = own[0] + own[1] + (unsigned long)children[0] + (unsigned long)children[1];
    process->memory = (unsigned long)resident;
    return taken == 7;
}

static struct process all[8 * MAX_PROCESSES];

static int list_all(void)
{
    DIR *proc = opendir("/proc");
    if (proc == NULL) {
        own_fault("/proc");
    }
    int count = 0;
    for (const struct dirent *entry;
         count < 8 * MAX_PROCESSES && (entry = readdir(proc)) != NULL;) {
        if (isdigit((unsigned char)entry->d_name[0]) && read_process(entry->d_name, &all[count])) {
            count++;
        }
    }
    closedir(proc);
    return count;
}

static bool holds(const struct process *list, int count, pid_t pid)
{
    for (int i = 0; i < count; i++) {
        if (list[i].pid == pid) {
            return true;
        }
    }
    return false;
}

int list_descendants(pid_t root, struct process *found, int most, struct process *top)
{
    int total = list_all();
    int count = 0;
    /* A pass adds the children of those found so far; the last pass adds nobody. */
    for (bool grown = true; grown;) {
        grown = false;
        for (int i = 0; i < total && count < most; i++) {
            bool below = all[i].parent == root || holds(found, count, all[i].parent);
            if (below && !holds(found, count, all[i].pid)) {
                found[count++] = all[i];
                grown = true;
            }
        }
    }
    for (int i = 0; top != NULL && i < total; i++) {
        if (all[i].pid == root) {
            *top = all[i];
        }
    }
    return count;
}

pid_t child_of(pid_t parent)
{
    int total = list_all();
    for (int i = 0; i < total; i++) {
        if (all[i].parent == parent) {
            return all[i].pid;
        }
    }
    return 0;
}

/*
 * The name of the system call in `text` (a line of /proc/PID/syscall: number, then six arguments)
 * if it waits without a time limit, else NULL.
 */
static const char *endless_wait(const char *text)
{
    long number;
    unsigned long argument[6];
    if (sscanf(text, "%ld %lx %lx %lx %lx %lx %lx", &number, &argument[0], &argument[1],
               &argument[2], &argument[3], &argument[4], &argument[5]) != 7) {
        return NULL;
    }
    switch (number) {
    case SYS_futex: {
        unsigned long command = argument[1] & FUTEX_CMD_MASK;
        bool waits = command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET ||
                     command == FUTEX_LOCK_PI || command == FUTEX_WAIT_REQUEUE_PI;
        return waits && argument[3] == 0 ? "futex" : NULL;
    }
    case SYS_wait4:
        return "wait4";
    case SYS_waitid:
        return "waitid";
#ifdef SYS_pause
    case SYS_pause:
        return "pause";
#endif
    case SYS_rt_sigsuspend:
        return "sigsuspend";
    case SYS_semtimedop:
        return argument[3] == 0 ? "semop" : NULL;
    case SYS_semop:
        return "semop";
    case SYS_msgrcv:
        return "msgrcv";
    case SYS_msgsnd:
        return "msgsnd";
    case SYS_mq_timedreceive:
        return argument[4] == 0 ? "mq_receive" : NULL;
    case SYS_mq_timedsend:
        return argument[4] == 0 ? "mq_send" : NULL;
    case SYS_read:
        return "read";
    case SYS_write:
        return "write";
    case SYS_recvfrom:
        return "recv";
    case SYS_sendto:
        return "send";
    default:
        return NULL;
    }
}

static unsigned long voluntary_switches(const char *status)
{
    const char *line = strstr(status, "\nvoluntary_ctxt_switches:");
    return line == NULL ? 0 : strtoul(line + strlen("\nvoluntary_ctxt_switches:"), NULL, 10);
}

/* Adds `text` to the checksum `sum` (FNV-1a). */
static unsigned long add_to_sum(unsigned long sum, const char *text)
{
    for (; *text != '\0'; text++) {
        sum = (sum ^ (unsigned char)*text) * 0x100000001b3UL;
    }
    return sum;
}

/* Adds one thread to `rest`. `*call` becomes the name of the wait without end that it is in, or "".
 * A thread that has ended changes nothing: the others of its process may still run. */
static void look_at_thread(const char *folder, const char *thread, struct rest *rest,
                           const char **call)
{
    char path[128], text[4096];
    snprintf(path, sizeof(path), "%s/%.20s/status", folder, thread);
    const char *state = read_proc(path, text, sizeof(text)) ? strstr(text, "\nState:\t") : NULL;
    if (state == NULL) {
        rest->asleep = rest->blocked = false;
        return;
    }
    rest->switches += voluntary_switches(text);
    switch (state[strlen("\nState:\t")]) {
    case 'T': /* stopped: only a signal from outside lets it go on */
        *call = "stopped";
        return;
    case 'Z':
        return;
    case 'S':
        break;
    default:
        rest->asleep = rest->blocked = false;
        return;
    }
    snprintf(path, sizeof(path), "%s/%.20s/syscall", folder, thread);
    if (!read_proc(path, text, sizeof(text))) {
        rest->asleep = rest->blocked = false;
        return;
    }
    const char *wait = endless_wait(text);
    rest->blocked = rest->blocked && wait != NULL;
    rest->place = add_to_sum(add_to_sum(rest->place, thread), text);
    *call = wait == NULL ? "" : wait;
}

/* Adds a process; returns the name of a wait of its threads, NULL when all have ended. */
static const char *look_at_process(pid_t pid, struct rest *rest)
{
    const char *call = NULL;
    char folder[64];
    snprintf(folder, sizeof(folder), "/proc/%d/task", pid);
    DIR *tasks = opendir(folder);
    if (tasks == NULL) {
        rest->asleep = rest->blocked = false;
        return NULL;
    }
    for (const struct dirent *entry; rest->asleep && (entry = readdir(tasks)) != NULL;) {
        if (entry->d_name[0] != '.') {
            look_at_thread(folder, entry->d_name, rest, &call);
        }
    }
    closedir(tasks);
    return call;
}

struct rest look_at_all(const struct process *all, int count, FILE *say)
{
    struct rest rest = {.asleep = true, .blocked = true};
    bool living = false;
    for (int i = 0; i < count && rest.asleep; i++) {
        const char *call = look_at_process(all[i].pid, &rest);
        living = living || call != NULL;
        if (say != NULL && call != NULL) {
            fprintf(say, "blocked_in=%d %s\n", all[i].pid, call);
        }
    }
    if (!living) { /* all have ended, and wait to be reaped */
        rest.asleep = rest.blocked = false;
    }
    return rest;
}

void kill_descendants(void)
{
    static struct process found[MAX_PROCESSES];
    const struct timespec moment = {.tv_nsec = 1000000};
    /* One may be forked between the look and the kill: look again, until there is none to wait for.
     */
    for (;;) {
        int count = list_descendants(getpid(), found, MAX_PROCESSES, NULL);
        for (int i = 0; i < count; i++) {
            kill(found[i].pid, SIGKILL);
        }
        pid_t reaped;
        while ((reaped = waitpid(-1, NULL, WNOHANG | __WALL)) > 0) {
        }
        if (reaped == -1 && errno == ECHILD) {
            return;
        }
        nanosleep(&moment, NULL);
    }
}
