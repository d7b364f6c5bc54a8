/* process.h - one process of a run. */
#ifndef PROCESS_H
#define PROCESS_H

#include <sys/types.h>

/* The most processes of a run that are looked at. */
enum { MAX_PROCESSES = 512 };

struct process {
    pid_t pid, parent;
    char state;           /* as in /proc/PID/stat: R, S, D, T, Z, ... */
    unsigned long ticks;  /* processor time, with that of the children it waited for */
    unsigned long memory; /* resident pages */
};

#endif
