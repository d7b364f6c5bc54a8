/*
 * proc_stat.h - /proc/PID/stat, the one line in which the kernel describes a process (proc(5)).
 */
#ifndef PROC_STAT_H
#define PROC_STAT_H

#include "process.h"

#include <stdbool.h>

/* Fills `process` with what the kernel says of process `pid`; false when it is gone. */
bool read_process(pid_t pid, struct process *process);

#endif
