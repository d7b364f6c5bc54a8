/*
 * supervise - run one command of a submission under limits, and report how it ended.
 *
 * usage: supervise --folder DIR [OPTION...] -- COMMAND [ARGUMENT...]
 *
 * DIR is made anew. It holds out and err, what the command wrote to stdout and stderr; report; and
 * home, where the command runs, which is also its HOME and TMPDIR.
 *
 *   --dir DIR           run there, and not in home
 *   --wall SECONDS      end it after so much elapsed time (default 30)
 *   --cpu SECONDS       end it after so much processor time (default 5)
 *   --as BYTES          address space of each process (default: no limit)
 *   --fsize BYTES       largest file it may write, its output too (default 4 MiB)
 *   --umask OCTAL       file mode creation mask (default 022)
 *   --efbig             too large a file is the error EFBIG, not the signal SIGXFSZ
 *   --env NAME=VALUE    a variable of its environment, beside HOME, TMPDIR, PATH and LC_ALL
 *   --at-exit           report the descriptors and shared mappings that its first process still has
 *                       when it exits
 *   --on-blocked CMD    when the run is blocked for ever, do not end it but run CMD with bash (PIDS
 *                       names its processes, the first one first) and go on; given again, for the
 *                       next time
 *
 * The report has lines of the form key=value:
 *   end=exit|signal|cpu|wall|blocked   how it ended; code=N the exit status or the signal's number
 *   signal=SIGNAME                     the signal's name, where one ended it
 *   left_children=N                    processes that it started and did not wait for
 *   blocked=N                          how often the run was found blocked
 *   blocked_in=PID CALL                where each process waited, when it was ended for that
 *   left_fd=N TARGET, left_map=PATH    with --at-exit
 * Everything that the command started is dead when supervise exits.
 *
 * Exit status: 0 the report is complete; 2 wrong usage; 125 supervise itself failed.
 */
#include "supervise.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * What failed, in memory that the child shares with us until its exec: a command that could not
 * even be started must not look like a command that exited with some status.
 */
static char *fault;
enum { FAULT_SIZE = 512 };

void own_fault(const char *what)
{
    snprintf(fault, FAULT_SIZE, "%s: %s", what, strerror(errno));
    dprintf(STDERR_FILENO, "supervise: %s\n", fault);
    _exit(EXIT_OWN_FAULT);
}

static _Noreturn void usage(const char *problem)
{
    fprintf(stderr, "supervise: %s\n", problem);
    fprintf(stderr, "usage: supervise --folder DIR [OPTION...] -- COMMAND\n");
    exit(EXIT_USAGE);
}

static long number(const char *text, int base)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, base);
    if (errno != 0 || *end != '\0' || end == text || value < 0) {
        usage("an option needs a number");
    }
    return value;
}

static void take_option(struct options *options, int letter)
{
    switch (letter) {
    case 'o':
        options->folder = optarg;
        break;
    case 'd':
        options->directory = optarg;
        break;
    case 'w':
        options->wall_seconds = (double)number(optarg, 10);
        break;
    case 'c':
        options->cpu_seconds = number(optarg, 10);
        break;
    case 'a':
        options->address_space = number(optarg, 10);
        break;
    case 'f':
        options->file_size = number(optarg, 10);
        break;
    case 'u':
        options->umask = number(optarg, 8);
        break;
    case 'x':
        options->ignore_file_size_signal = true;
        break;
    case 't':
        options->at_exit = true;
        break;
    case 'v':
        if (options->variables == MAX_ENVIRONMENT - OWN_VARIABLES) {
            usage("too many --env");
        }
        options->environment[options->variables++] = optarg;
        break;
    case 'b':
        if (options->hooks == MAX_HOOKS) {
            usage("too many --on-blocked");
        }
        options->on_blocked[options->hooks++] = optarg;
        break;
    default:
        usage("unknown option");
    }
}

static void take_options(struct options *options, int argc, char **argv)
{
    static const struct option known[] = {
        {"folder", required_argument, NULL, 'o'},     {"dir", required_argument, NULL, 'd'},
        {"wall", required_argument, NULL, 'w'},       {"cpu", required_argument, NULL, 'c'},
        {"as", required_argument, NULL, 'a'},         {"fsize", required_argument, NULL, 'f'},
        {"umask", required_argument, NULL, 'u'},      {"efbig", no_argument, NULL, 'x'},
        {"at-exit", no_argument, NULL, 't'},          {"env", required_argument, NULL, 'v'},
        {"on-blocked", required_argument, NULL, 'b'}, {NULL, 0, NULL, 0},
    };
    for (int letter; (letter = getopt_long(argc, argv, "+", known, NULL)) != -1;) {
        take_option(options, letter);
    }
    if (options->folder == NULL) {
        usage("--folder is needed");
    }
    if (optind == argc) {
        usage("no command");
    }
    options->command = argv + optind;
}

/* The path NAME inside the folder of this run; the memory is ours until we exit. */
static const char *inside(const struct options *options, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", options->folder, name) == -1) {
        own_fault("asprintf");
    }
    return path;
}

static void add_variable(struct options *options, const char *name, const char *value)
{
    char *variable;
    if (asprintf(&variable, "%s=%s", name, value) == -1) {
        own_fault("asprintf");
    }
    options->environment[options->variables++] = variable;
}

/* Makes the folder of this run and the command's environment; returns the open report. */
static FILE *make_folder(struct options *options)
{
    const char *home = inside(options, "home");
    if (mkdir(options->folder, 0755) == -1 || mkdir(home, 0755) == -1) {
        own_fault(options->folder);
    }
    options->out = inside(options, "out");
    options->err = inside(options, "err");
    if (options->directory == NULL) {
        options->directory = home;
    }
    add_variable(options, "HOME", home);
    add_variable(options, "TMPDIR", home);
    add_variable(options, "PATH", "/usr/local/bin:/usr/bin:/bin");
    add_variable(options, "LC_ALL", "C.UTF-8");

    FILE *report = fopen(inside(options, "report"), "we");
    if (report == NULL) {
        own_fault("report");
    }
    return report;
}

static void write_outcome(const struct outcome *outcome, FILE *report)
{
    static const char *const endings[] = {"exit", "signal", "cpu", "wall", "blocked"};
    fprintf(report, "end=%s\ncode=%d\n", endings[outcome->ending], outcome->code);
    if (outcome->ending == ENDED_BY_SIGNAL) {
        const char *name = sigabbrev_np(outcome->code);
        fprintf(report, "signal=SIG%s\n", name != NULL ? name : "?");
    }
    fprintf(report, "left_children=%d\nblocked=%d\n", outcome->left_children,
            outcome->blocked_times);
}

int main(int argc, char **argv)
{
    struct options options = {
        .wall_seconds = 30, .cpu_seconds = 5, .file_size = 4L << 20, .umask = 022};
    take_options(&options, argc, argv);

    fault = mmap(NULL, FAULT_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (fault == MAP_FAILED) {
        perror("supervise: mmap");
        return EXIT_OWN_FAULT;
    }
    FILE *report = make_folder(&options);
    /* Orphans of the command come to us, not to init, so that none can slip away (prctl(2)). */
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1) {
        own_fault("prctl");
    }
    /* If the grader dies, so do we, and what we started with us. */
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGCHLD);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGINT);
    sigprocmask(SIG_BLOCK, &awaited, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);

    pid_t command = fork();
    if (command == -1) {
        own_fault("fork");
    }
    if (command == 0) {
        run_confined(&options);
    }
    struct outcome outcome = watch(&options, command, &awaited, report);
    kill_descendants();
    if (fault[0] != '\0') {
        fprintf(stderr, "supervise: %s\n", fault);
        return EXIT_OWN_FAULT;
    }
    write_outcome(&outcome, report);
    if (fclose(report) == EOF) {
        own_fault("report");
    }
    return 0;
}
