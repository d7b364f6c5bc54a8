/*
 * supervise.h - what the parts of supervise share.
 *
 * supervise runs one command of a submission under limits, waits for it and for everything that it
 * started, and writes down how it ended. It judges nothing: the graders do.
 *
 * Two processes do it. The supervisor stays outside and holds the limits. The keeper is the parent
 * of the command; with --jail it is the first process of a jail, where nothing can kill, stop or
 * trace it. It tells the supervisor how the command ended through a pipe, the channel.
 *
 *   main.c      options, the order of things
 *   home.c      the folder of the run, and the small file system that the command may fill
 *   jail.c      the words that open the jail
 *   keeper.c    starts the command, waits for it and for its orphans
 *   confine.c   what the command gets: limits, descriptors, environment, no privileges
 *   watch.c     the supervisor's waiting: time, memory, the proof that a run is blocked for ever
 *   tree.c      the processes below one, as /proc shows them
 *   unmapped.c  memory that no process has mapped
 *   at_exit.c   what the main process still holds when it exits
 */
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

enum { MAX_PROCESSES = 512, MAX_HOOKS = 16, MAX_PATHS = 64, MAX_ENVIRONMENT = 32 };
enum { OWN_VARIABLES = 4 };

/* Descriptors that the supervisor hands to the keeper. */
enum { CHANNEL = 3, COMMAND_OUT = 4, COMMAND_ERR = 5, COMMAND_LOG = 6, LAST_HANDED = COMMAND_LOG };

/* Exit status of supervise itself: 0 = the report says how the command ended. */
enum { EXIT_USAGE = 2, EXIT_OWN_FAULT = 125 };

/* A path that the jail shows. */
struct shown_path {
    const char *path;
    bool writable;
};

struct options {
    const char *folder;           /* the folder of this run, an absolute path */
    const char *home;             /* the folder in it that the command may write to */
    const char *scratch;          /* the folder in it that a jail shows as /tmp */
    const char *directory;        /* where the command runs */
    double wall_seconds;          /* limit on elapsed time, for what neither ends nor blocks */
    long polls;                   /* how many looks in a row may see nothing but polling; 0 = any */
    long cpu_seconds;             /* processor time of each process; all together get more */
    long address_space;           /* RLIMIT_AS in bytes; 0 = no limit */
    long file_size;               /* RLIMIT_FSIZE in bytes */
    long memory;                  /* bytes that all processes together may use */
    long processes;               /* how many processes and threads may live at a time */
    long umask;                   /* file mode creation mask */
    bool ignore_file_size_signal; /* SIGXFSZ ignored: too large a file is EFBIG, not death */
    bool at_exit;                 /* list descriptors and shared mappings left at exit */
    bool jail;                    /* run it in a jail */
    bool small_home;              /* home is a file system of its own, of limited size */
    bool log;                     /* the command gets a pipe for a log */
    bool keep;                    /* this process is the keeper */
    const char *name;             /* argv[0] of the command, or NULL: its path */
    struct shown_path shown[MAX_PATHS];
    int shown_paths;
    const char *hidden; /* a folder below /usr that the jail must not show, or NULL */
    const char *on_blocked[MAX_HOOKS];
    int hooks;
    const char *environment[MAX_ENVIRONMENT + 1];
    int variables;
    char **command;
    char **arguments; /* all arguments of this process, for the keeper */
    int argument_count;
};

/* One process below another. */
struct process {
    pid_t pid, parent;
    char state;           /* as in /proc/PID/stat: R, S, D, T, Z, ... */
    unsigned long ticks;  /* processor time, with that of the children it waited for */
    unsigned long memory; /* resident pages */
};

/* home.c: makes the folder of the run, with an empty home in it, and for a jail what is /tmp there.
 */
void make_folder(const struct options *options);

/* home.c: gives back what they hold, but for a small home, for the grader to look at. */
void empty_folder(const struct options *options);

/*
 * jail.c: replaces this process by bubblewrap, which starts this program again, as the keeper, in
 * the jail.
 */
void enter_jail(const struct options *options) __attribute__((noreturn));

/*
 * keeper.c: runs the command, and writes into the channel: a line "started"; lines of the report,
 * and "done". Or a line fault=TEXT. Does not return.
 */
void keep(const struct options *options) __attribute__((noreturn));

/* confine.c: in the child, between fork and exec. Does not return. */
_Noreturn void run_confined(const struct options *options);

/*
 * confine.c: gives up every privilege, for good. `but_for_the_jail` keeps CAP_SETFCAP, without
 * which the kernel lets no user 0 open a user namespace that maps it (user_namespaces(7));
 * bubblewrap gives it up afterwards.
 */
void drop_capabilities(bool but_for_the_jail);

/*
 * tree.c: fills `found` with the descendants of process `root`, at most `most`; returns how many.
 * With `top`, the process itself is put there.
 */
int list_descendants(pid_t root, struct process *found, int most, struct process *top);

/* tree.c: the first child of process `parent`; 0 if it has none. */
pid_t child_of(pid_t parent);

/* How the processes of a run are at rest. */
struct rest {
    bool asleep;            /* every thread waits in a system call, or is stopped */
    bool blocked;           /* and in none with a time limit: only another process could wake it */
    unsigned long switches; /* the sum of their voluntary context switches: the same sum at two
                               looks says that nobody ran in between */
    unsigned long place;    /* a checksum of who waits in which call, with its arguments, and of the
                               place in the program: the same at two looks, if all wait as before */
};

/*
 * tree.c: how the processes in `all` are at rest. Where one is not, the sums are without meaning.
 * With `say`, one line for each process is written there: blocked_in=PID CALL.
 */
struct rest look_at_all(const struct process *all, int count, FILE *say);

/* tree.c: kills all descendants of this process and reaps them until none is left. */
void kill_descendants(void);

/*
 * unmapped.c: bytes that `all` hold in files of memory without a name; 0 if that cannot be much.
 * The first call, before the run starts, remembers what the host holds already.
 */
long unmapped_memory(const struct options *options, const struct process *all, int count);

/* Where the supervisor hears from a run. */
struct sources {
    int channel;  /* from the keeper */
    int log;      /* from the command, with --log; else -1 */
    int log_file; /* where the latter goes */
};

/* watch.c: follows the run to its end and writes the report. `child` is the jail, or the keeper. */
void watch(const struct options *options, pid_t child, const struct sources *from, FILE *report);

/* at_exit.c: handles a ptrace stop of the command and lets it go on. */
void handle_trace_stop(pid_t command, int status, FILE *report);

/*
 * main.c: says what failed, with the system's text, and exits with EXIT_OWN_FAULT. The keeper and
 * the command's process before its exec say it through the channel.
 */
void own_fault(const char *what) __attribute__((noreturn));

/* main.c: from now on, faults go into the channel. */
void faults_into_channel(void);

#endif
