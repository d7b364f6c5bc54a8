/* fork_server.h - the fork server: the program up to its first constructor.
 *
 * It forks a fresh copy of itself for every run, which costs a fraction of an exec, and kills and
 * reaps what a run leaves.
 */
#ifndef SHMCHECK_FORK_SERVER_H
#define SHMCHECK_FORK_SERVER_H

/* Carries out the orders of the explorer. Returns only in the copies: each is the root of a run.
 * program: the index of the program. */
void serve(int program);

#endif
