/* settle.c - waits until a process has come as far as it gets by itself. */
#include "settle.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LOOKS_ASLEEP = 8, LOOK_EVERY_MICROSECONDS = 3000 };

/* Reads the state and the processor time, in clock ticks; false if there is no such process. */
static bool look_at(pid_t pid, char *state, unsigned long *ticks)
{
    char path[64], text[512] = "";
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    bool read = fgets(text, sizeof(text), file) != NULL;
    fclose(file);
    /* The name in brackets may hold anything, so begin behind the last bracket. */
    const char *rest = strrchr(text, ')');
    unsigned long user, system;
    if (!read || rest == NULL ||
        sscanf(rest + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", state, &user,
               &system) != 3) {
        return false;
    }
    *ticks = user + system;
    return true;
}

void grader_settle(pid_t pid)
{
    const unsigned long enough = (unsigned long)sysconf(_SC_CLK_TCK) / 20;
    unsigned long ticks, first;
    char state;
    if (!look_at(pid, &state, &first)) {
        return;
    }
    for (int asleep = 0; asleep < LOOKS_ASLEEP;) {
        if (!look_at(pid, &state, &ticks) || state == 'Z' || ticks - first >= enough) {
            return;
        }
        asleep = state == 'S' || state == 'T' ? asleep + 1 : 0;
        nanosleep(&(struct timespec){.tv_nsec = LOOK_EVERY_MICROSECONDS * 1000L}, NULL);
    }
}
