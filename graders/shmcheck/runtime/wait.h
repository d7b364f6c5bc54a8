/* wait.h - waiting for a child, after POSIX.1-2017 wait and waitid, and wait4(2).
 *
 * One step, which the explorer grants when a child has ended; with WNOHANG at any time. Where
 * several children have ended, the one that was forked first is reaped. Errors are those of the
 * manual: ECHILD when there is nothing to wait for.
 */
#ifndef SHMCHECK_WAIT_H
#define SHMCHECK_WAIT_H

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>

struct rusage;

/* pid: below 1 for any child, as there are no process groups here. A status may lie in shared
 * memory: then its write is another step. */
pid_t shmcheck_wait(int *status);
pid_t shmcheck_waitpid(pid_t pid, int *status, int options);

/* With a usage the run ends as INCOMPLETE. */
pid_t shmcheck_wait4(pid_t pid, int *status, int options, struct rusage *usage);

/* P_PID or P_ALL, with WEXITED and perhaps WNOHANG; anything else ends the run as INCOMPLETE. */
int shmcheck_waitid(idtype_t type, id_t id, siginfo_t *info, int options);

#endif
