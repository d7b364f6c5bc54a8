/* rest.c - what every thread of some processes waits for. */
#include "rest.h"

#include "endless_wait.h"
#include "proc_file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

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

/*
 * Adds one thread to `rest`. `*call` becomes the name of the wait without end that it is in, or "".
 * A thread that has ended changes nothing: the others of its process may still run.
 */
static void look_at_thread(const char *folder, const char *thread, struct rest *rest,
                           const char **call)
{
    char path[128], text[4096];
    snprintf(path, sizeof(path), "%s/%.20s/status", folder, thread);
    const char *state =
        read_proc_file(path, text, sizeof(text)) ? strstr(text, "\nState:\t") : NULL;
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
    if (!read_proc_file(path, text, sizeof(text))) {
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
