/* signals.h - signals between the processes of a run, after kill(2), sigaction(2) and signal(2).
 *
 * A signal that kills is one step. Handlers may be installed; a signal to a process that has one is
 * not modelled, and ends the run as INCOMPLETE, as do signals that stop a process and those to
 * anything but one process of the run.
 */
#ifndef SHMCHECK_SIGNALS_H
#define SHMCHECK_SIGNALS_H

#include <signal.h>
#include <sys/types.h>

/* Errors: ESRCH for a process that has been waited for. */
int shmcheck_kill(pid_t pid, int signal_number);

/* The real calls; the runtime only notes that there is a handler. */
int shmcheck_sigaction(int signal_number, const struct sigaction *action, struct sigaction *old);
sighandler_t shmcheck_signal(int signal_number, sighandler_t handler);

#endif
