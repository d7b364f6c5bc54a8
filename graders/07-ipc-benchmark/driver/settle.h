/*
 * settle.h - knows when a process has come as far as it gets by itself.
 *
 * How fast it gets there depends on the host, so this asks /proc and no clock. A process that
 * sleeps at many looks in a row waits for something, and one that has computed for a while and not
 * ended waits by looking. A right transport passes whatever this says; it has to see wrong ones
 * where they fail.
 */
#ifndef SETTLE_H
#define SETTLE_H

#include <sys/types.h>

/* Returns when the process sleeps, or has ended, or computes and gets nowhere. */
void grader_settle(pid_t pid);

#endif
