/*
 * tree.h - the processes below one, as /proc shows them (proc(5)).
 */
#ifndef TREE_H
#define TREE_H

#include "process.h"

/*
 * Fills `found` with the descendants of process `root`, at most `most`; returns how many. With
 * `top`, the process itself is put there; nothing is, if it is gone.
 */
int list_descendants(pid_t root, struct process *found, int most, struct process *top);

/* The first child of process `parent`; 0 if it has none. */
pid_t child_of(pid_t parent);

/* Kills all descendants of this process and reaps them until none is left. */
void kill_descendants(void);

#endif
