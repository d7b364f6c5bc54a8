/* process.h - fork and exit, after fork(2) and _exit(2).
 *
 * Processes are known by their place in the tree of forks, not by their pid: the first child of the
 * root is child1 in every run. A fork is not a step: a child waits for its first turn. The end of a
 * process is one.
 */
#ifndef SHMCHECK_PROCESS_H
#define SHMCHECK_PROCESS_H

#include <stdint.h>
#include <sys/types.h>

/* First thing in a new process: takes its slot, and waits until it is let go.
 * slot: prepared by its parent, or by the explorer for a root. */
void child_begins(int32_t slot);

/* Ends the process: its last step. status: as for exit; pc: where, 0 for the end of main. */
void leave(int status, uint64_t pc) __attribute__((noreturn));

/* Returns the slot of the process of this run that has a pid, the newest one; -1 for none. */
int32_t slot_of(pid_t pid);

/* As fork(2). Fails only when --fail says so: what the host refuses is a fault of the tool. */
pid_t shmcheck_fork(void);

/* As _exit(2): no handlers, nothing is flushed. */
void shmcheck__exit(int status);
void shmcheck__Exit(int status);

#endif
