/* programs.h - the programs under test: the control page, and a fork server for each of them. */
#ifndef SHMCHECK_PROGRAMS_H
#define SHMCHECK_PROGRAMS_H

#include <stdbool.h>
#include <sys/types.h>

#include "../include/control.h"

/* What is run, and what happens to it in every run. */
struct setup {
    char **programs[MAX_PROGRAMS]; /* argument vectors */
    int count;
    const char *input;        /* file for standard input, NULL: /dev/null */
    bool spurious;            /* condition variables may wake by themselves */
    bool impatient;           /* a wait with a time limit that is begun again is a busy wait */
    const char *kill_process; /* NULL: none */
    int kill_step;
    struct failure failures[MAX_FAILURES];
    uint32_t failure_count;
};

/* All that a run needs. */
struct programs {
    const struct setup *setup;
    struct control *control; /* keeps the log of a run until the next one begins */
    int control_fd;
    int error_fd; /* standard error of all processes of a run */
    int input_fd;
    pid_t servers[MAX_PROGRAMS]; /* 0: not started */
};

/* Starts the fork servers.
 * programs: receives them; setup: must live as long.
 * Returns false when a program cannot be run; the reason has been printed. */
bool start_programs(struct programs *programs, const struct setup *setup);

/* Ends the fork servers, which take with them whatever a run has left. Safe in a signal handler: it
 * calls kill and waitpid only (POSIX.1-2017 2.4.3). */
void end_programs(struct programs *programs);

/* Gives a fork server an order and waits until it is carried out. Returns false when the server has
 * died. */
bool order_server(struct programs *programs, int program, enum command command);

#endif
