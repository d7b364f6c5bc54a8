/* fault.h - the end of shmcheck because of a fault of its own. */
#ifndef SHMCHECK_FAULT_H
#define SHMCHECK_FAULT_H

/* Says on standard error that the fault is the tool's and not the program's, with the given reason,
 * and exits with EXIT_CANNOT. */
void tool_fault(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
