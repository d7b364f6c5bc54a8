/* proc_stat.c - reads /proc/PID/stat. */
#include "proc_stat.h"

#include "proc_file.h"

#include <stdio.h>
#include <string.h>

/* Reads the fields from the third on, which is the state; false if they are not as in proc(5). */
static bool parse_fields(const char *fields, struct process *process)
{
    unsigned long user, system;
    long children_user, children_system, resident;
    int taken = sscanf(fields,
                       " %c %d"                   /*  3 state, 4 parent */
                       " %*d %*d %*d %*d %*u"     /*  5 to 9 */
                       " %*u %*u %*u %*u"         /* 10 to 13 */
                       " %lu %lu %ld %ld"         /* 14 to 17, in ticks of the clock */
                       " %*d %*d %*d %*d %*u %*u" /* 18 to 23 */
                       " %ld",                    /* 24 resident pages */
                       &process->state, &process->parent, &user, &system, &children_user,
                       &children_system, &resident);
    if (taken != 7) {
        return false;
    }
    process->ticks = user + system + (unsigned long)children_user + (unsigned long)children_system;
    process->memory = (unsigned long)resident;
    return true;
}

bool read_process(pid_t pid, struct process *process)
{
    char path[64], text[512];
    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    if (!read_proc_file(path, text, sizeof(text))) {
        return false;
    }
    process->pid = pid;
    /* The second field, the name, is in parentheses and may hold any byte, a ')' too: the third
     * follows the last one. */
    const char *name_end = strrchr(text, ')');
    return name_end != NULL && parse_fields(name_end + 1, process);
}
