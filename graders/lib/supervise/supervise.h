/*
 * supervise.h - what the parts of supervise share.
 *
 * supervise runs one command of a submission under limits, waits for it and for everything that it
 * started, and writes down how it ended. It judges nothing: the graders do.
 *
 *   main.c      options, the order of things
 *   confine.c   what the command gets: limits, descriptors, environment, no privileges
 *   watch.c     waiting, time, and the proof that a run is blocked for ever
 *   tree.c      the processes below us, as /proc shows them
 *   at_exit.c   what the main process still holds when it exits
 */
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

enum { MAX_PROCESSES = 512, MAX_HOOKS = 16, MAX_ENVIRONMENT = 32, OWN_VARIABLES = 4 };

/* Exit status of supervise itself: 0 = the report says how the command ended. */
enum { EXIT_USAGE = 2, EXIT_OWN_FAULT = 125 };

struct options {
    const char *folder;           /* the folder of this run, an absolute path */
    const char *out, *err;        /* files for stdout and stderr, in that folder */
    const char *directory;        /* where the command runs */
    double wall_seconds;          /* limit on elapsed time, for what neither ends nor blocks */
    long cpu_seconds;             /* RLIMIT_CPU, each process */
    long address_space;           /* RLIMIT_AS in bytes; 0 = no limit */
    long file_size;               /* RLIMIT_FSIZE in bytes */
    long umask;                   /* file mode creation mask */
    bool ignore_file_size_signal; /* SIGXFSZ ignored: too large a file is EFBIG, not death */
    bool at_exit;                 /* list descriptors and shared mappings left at exit */
    const char *on_blocked[MAX_HOOKS];
    int hooks;
    const char *environment[MAX_ENVIRONMENT + 1];
    int variables;
    char **command;
};

/* How a run ended: the `end` of the report. */
enum ending { ENDED_BY_EXIT, ENDED_BY_SIGNAL, ENDED_BY_CPU, ENDED_BY_WALL, ENDED_BLOCKED };

struct outcome {
    enum ending ending;
    int code; /* exit status, or signal number */
    int left_children;
    int blocked_times;
};

/* One process below us. */
struct process {
    pid_t pid, parent;
    char state; /* as in /proc/PID/stat: R, S, D, T, Z, ... */
};

/* confine.c: in the child, between fork and exec. Does not return. */
_Noreturn void run_confined(const struct options *options);

/* tree.c: fills `found` with the descendants of this process, at most `most`; returns how many. */
int list_descendants(struct process *found, int most);

/*
 * tree.c: whether every thread of every process in `all` waits in a system call that has no time
 * limit, so that only another process could wake it. `*switches` becomes the sum of their voluntary
 * context switches: the same sum at two looks says that nobody ran in between. With `say`, one line
 * for each process is written there: blocked_in=PID CALL.
 */
bool all_blocked(const struct process *all, int count, unsigned long *switches, FILE *say);

/* tree.c: kills all descendants and reaps them until none is left. */
void kill_descendants(void);

/*
 * watch.c: waits until the command has ended or must be ended. `awaited` are blocked signals:
 * SIGCHLD, and SIGTERM and SIGINT, which end the run without a report.
 */
struct outcome watch(const struct options *options, pid_t command, const sigset_t *awaited,
                     FILE *report);

/* at_exit.c: handles a ptrace stop of the command and lets it go on. */
void handle_trace_stop(pid_t command, int status, FILE *report);

/* main.c: says what failed, with the system's text, and exits with EXIT_OWN_FAULT. */
void own_fault(const char *what) __attribute__((noreturn));

#endif
