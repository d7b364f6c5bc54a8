/*
 * fault.h - supervise itself has failed: it says what, and exits with EXIT_OWN_FAULT.
 *
 * A fault is never the submission's: the grader that reads it stops, and charges nobody for it.
 */
#ifndef FAULT_H
#define FAULT_H

/* The exit status of a supervise that has failed. The report is then not complete. */
enum { EXIT_OWN_FAULT = 125 };

/* Says what went wrong, one line without a newline (a format as for printf(3)), and exits. */
void own_fault(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/*
 * The same for a system call that has just failed: `what` (the call, or the path that it was given)
 * and the system's text for `errno`.
 */
void system_fault(const char *what) __attribute__((noreturn));

/*
 * From now on, this process says its faults as a line fault=TEXT into `descriptor`, where the
 * supervisor reads them. Until then they go to stderr.
 */
void faults_into_channel(int descriptor);

#endif
