/*
 * options.h - what a run is to be like: the command line, and what follows from it.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>

enum { MAX_HOOKS = 16, MAX_PATHS = 64, MAX_ENVIRONMENT = 32 };

/* How many of the command's variables are not from --env. */
enum { OWN_VARIABLES = 4 };

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
    long wall_seconds;            /* limit on elapsed time, for what neither ends nor blocks */
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
    bool help;                    /* print the options */
    bool version;                 /* print the version */
    const char *name;             /* argv[0] of the command, or NULL: its path */
    struct shown_path shown[MAX_PATHS];
    int shown_paths;
    const char *hidden; /* a folder below /usr that the jail must not show, or NULL */
    const char *on_blocked[MAX_HOOKS];
    int hooks;
    const char *environment[MAX_ENVIRONMENT + 1]; /* NULL ends it */
    int variables;
    char **command;   /* its arguments, NULL ends them */
    char **arguments; /* all arguments of this process, for the keeper */
    int argument_count;
};

#endif
