/* tree.c - finds the processes below one, and ends them. */
#include "tree.h"

#include "fault.h"
#include "proc_stat.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Whatever lives on this host, or in this jail, as far as there is room for it. */
enum { MAX_ALL = 8 * MAX_PROCESSES };
static struct process all[MAX_ALL];

/* Fills `all`; returns how many there are. */
static int list_all(void)
{
    DIR *proc = opendir("/proc");
    if (proc == NULL) {
        system_fault("/proc");
    }
    int count = 0;
    for (const struct dirent *entry; count < MAX_ALL && (entry = readdir(proc)) != NULL;) {
        if (isdigit((unsigned char)entry->d_name[0]) &&
            read_process((pid_t)strtol(entry->d_name, NULL, 10), &all[count])) {
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
    /* A pass adds the children of those found so far; the last pass adds none. */
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

void kill_descendants(void)
{
    static struct process found[MAX_PROCESSES];
    const struct timespec moment = {.tv_nsec = 1000000};
    /* One may be forked between a look and its kill: look again until none is left to wait for. */
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
