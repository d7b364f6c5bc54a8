/*
 * endless_wait.h - the system calls that wait without a time limit.
 */
#ifndef ENDLESS_WAIT_H
#define ENDLESS_WAIT_H

/*
 * The name of the system call in `line`, the text of /proc/PID/syscall (its number, then six
 * arguments), if only another process or a signal can end it; else NULL. A call that is not known
 * here counts as one that may end by itself, as does a call with a time limit.
 */
const char *endless_wait(const char *line);

#endif
