/*
 * at_exit.h - what a process still holds at the moment it exits.
 *
 * ptrace(2) stops the process at PTRACE_EVENT_EXIT, when it has finished but its descriptors and
 * mappings are still there to be read in /proc. This needs no help from the process, so it works
 * for every design, and also when it leaves through _exit.
 */
#ifndef AT_EXIT_H
#define AT_EXIT_H

#include <stdio.h>
#include <sys/types.h>

/*
 * Handles one ptrace stop of the command, `status` as waitpid(2) gives it, and lets it go on. At
 * the exit it writes to `report` a line left_fd=NUMBER TARGET for each descriptor above 2, and a
 * line left_map=PATH for each mapping of shared memory. What cannot be read is a fault.
 */
void handle_trace_stop(pid_t command, int status, FILE *report);

#endif
