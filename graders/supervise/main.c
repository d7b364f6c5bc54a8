/*
 * supervise - run one command of a submission under limits, and report how it ended.
 *
 * usage: supervise --folder DIR [OPTION...] -- COMMAND [ARGUMENT...]
 *
 * DIR is made anew. It holds out and err, what the command wrote to stdout and stderr; report; and
 * home, where the command runs, which is also its HOME and TMPDIR.
 *
 *   --dir DIR           run there, and not in home; a jail shows it, read-only
 *   --wall SECONDS      end it after so much elapsed time (default 30)
 *   --polls LOOKS       end it the same way when in so many looks in a row, 40 a second, all its
 *                       processes slept at the same places although they woke. For runs in which
 *                       nothing waits for time to pass (default: never)
 *   --cpu SECONDS       end it after so much processor time of one process (default 5), or three
 * times as much of all together
 *   --as BYTES          address space of each process (default: no limit)
 *   --fsize BYTES       largest file it may write, its output too (default 4 MiB)
 *   --memory BYTES      memory of all its processes together (default 2 GiB)
 *   --processes N       how many processes and threads may live at a time (default 64)
 *   --umask OCTAL       file mode creation mask (default 022)
 *   --efbig             too large a file is the error EFBIG, not the signal SIGXFSZ
 *   --env NAME=VALUE    a variable of its environment, beside HOME, TMPDIR, PATH and LC_ALL
 *   --name NAME         what the program is told that it is called (argv[0])
 *   --small-home        home is a file system of 64 MiB; one that holds more than 1 MiB is empty
 *                       afterwards. Needs the right to mount: in a room.
 *   --jail              run it in a jail (see jail.c), which bubblewrap opens
 *   --show PATH         the jail shows this file or folder, read-only
 *   --write PATH        the same, and the command may write there
 *   --hide PATH         a folder in /usr that the jail does not show
 *   --log               the command can write to descriptor 6; DIR/log is what it wrote there. It
 * is a pipe: what is written cannot be changed any more
 *   --at-exit           report the descriptors and shared mappings that its first process still has
 *                       when it exits
 *   --on-blocked CMD    when the run is blocked for ever, do not end it but run CMD with bash (PIDS
 *                       names its processes, the first one first) and go on; given again, for the
 *                       next time
 *
 * The report has lines of the form key=value:
 *   end=exit|signal    how it ended; code=N the exit status or the signal's number
 *   end=cpu|wall|memory|processes      a limit ended it
 *   end=blocked        all its processes waited for ever
 *   end=attack         it killed the process that keeps it
 *   signal=SIGNAME     the signal's name, where one ended it
 *   left_children=N    processes that it started and did not wait for
 *   blocked=N          how often the run was found blocked
 *   blocked_in=PID CALL                where each process waited, when it was ended for that
 *   left_fd=N TARGET, left_map=PATH    with --at-exit
 * Everything that the command started is dead when supervise exits.
 *
 * Exit status: 0 the report is complete; 2 wrong usage; 125 supervise itself failed.
 */
#include "supervise.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool through_channel;

void faults_into_channel(void)
{
    through_channel = true;
}

void own_fault(const char *what)
{
    const char *reason = strerror(errno);
    if (through_channel) {
        dprintf(CHANNEL, "fault=%s: %s\n", what, reason);
    } else {
        dprintf(STDERR_FILENO, "supervise: %s: %s\n", what, reason);
    }
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

static void show_path(struct options *options, const char *path, bool writable)
{
    if (options->shown_paths == MAX_PATHS) {
        usage("too many --show and --write");
    }
    options->shown[options->shown_paths++] =
        (struct shown_path){.path = path, .writable = writable};
}

/* Options that are limits. Returns false if `letter` is none of them. */
static bool take_limit(struct options *options, int letter)
{
    switch (letter) {
    case 'w':
        options->wall_seconds = (double)number(optarg, 10);
        return true;
    case 'q':
        options->polls = number(optarg, 10);
        return true;
    case 'c':
        options->cpu_seconds = number(optarg, 10);
        return true;
    case 'a':
        options->address_space = number(optarg, 10);
        return true;
    case 'f':
        options->file_size = number(optarg, 10);
        return true;
    case 'm':
        options->memory = number(optarg, 10);
        return true;
    case 'p':
        options->processes = number(optarg, 10);
        return true;
    default:
        return false;
    }
}

static void take_option(struct options *options, int letter)
{
    if (take_limit(options, letter)) {
        return;
    }
    switch (letter) {
    case 'o':
        options->folder = optarg;
        break;
    case 'd':
        options->directory = optarg;
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
    case 'n':
        options->name = optarg;
        break;
    case 'h':
        options->small_home = true;
        break;
    case 'j':
        options->jail = true;
        break;
    case 's':
        show_path(options, optarg, false);
        break;
    case 'r':
        show_path(options, optarg, true);
        break;
    case 'i':
        options->hidden = optarg;
        break;
    case 'l':
        options->log = true;
        break;
    case 'k':
        options->keep = true;
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
        {"folder", required_argument, NULL, 'o'},
        {"dir", required_argument, NULL, 'd'},
        {"wall", required_argument, NULL, 'w'},
        {"polls", required_argument, NULL, 'q'},
        {"cpu", required_argument, NULL, 'c'},
        {"as", required_argument, NULL, 'a'},
        {"fsize", required_argument, NULL, 'f'},
        {"memory", required_argument, NULL, 'm'},
        {"processes", required_argument, NULL, 'p'},
        {"umask", required_argument, NULL, 'u'},
        {"efbig", no_argument, NULL, 'x'},
        {"at-exit", no_argument, NULL, 't'},
        {"env", required_argument, NULL, 'v'},
        {"on-blocked", required_argument, NULL, 'b'},
        {"name", required_argument, NULL, 'n'},
        {"small-home", no_argument, NULL, 'h'},
        {"jail", no_argument, NULL, 'j'},
        {"show", required_argument, NULL, 's'},
        {"write", required_argument, NULL, 'r'},
        {"hide", required_argument, NULL, 'i'},
        {"keep", no_argument, NULL, 'k'},
        {"log", no_argument, NULL, 'l'},
        {NULL, 0, NULL, 0},
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
    options->arguments = argv;
    options->argument_count = argc;
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

/* What the command gets, as far as it follows from the folder of the run. */
static void set_defaults(struct options *options)
{
    options->home = inside(options, "home");
    options->scratch = inside(options, "tmp");
    if (options->directory == NULL) {
        options->directory = options->home;
    }
    add_variable(options, "HOME", options->home);
    add_variable(options, "TMPDIR", options->home);
    add_variable(options, "PATH", "/usr/local/bin:/usr/bin:/bin");
    add_variable(options, "LC_ALL", "C.UTF-8");
}

/* Opens file NAME of the run for writing, at a descriptor beyond those that the keeper gets. */
static int open_file(const struct options *options, const char *name)
{
    const char *path = inside(options, name);
    int opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int moved = opened == -1 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, LAST_HANDED + 1);
    if (moved == -1) {
        own_fault(path);
    }
    close(opened);
    return moved;
}

/* A pipe, both of its ends beyond the descriptors that the keeper gets. */
static void open_pipe(int ends[2])
{
    int near[2];
    if (pipe2(near, O_CLOEXEC) == -1) {
        own_fault("pipe");
    }
    for (int i = 0; i < 2; i++) {
        ends[i] = fcntl(near[i], F_DUPFD_CLOEXEC, LAST_HANDED + 1);
        if (ends[i] == -1) {
            own_fault("pipe");
        }
        close(near[i]);
    }
}

/* In the child: gives the keeper its descriptors, and becomes the keeper or the jail around it. */
static void start_keeper(const struct options *options, const int handed[])
{
    sigset_t empty;
    sigemptyset(&empty);
    sigprocmask(SIG_SETMASK, &empty, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int number = CHANNEL; number <= LAST_HANDED; number++) {
        if (handed[number] != -1 && dup2(handed[number], number) == -1) {
            own_fault("dup2");
        }
    }
    if (syscall(SYS_close_range, LAST_HANDED + 1, ~0U, 0U) == -1) {
        for (int descriptor = LAST_HANDED + 1; descriptor < 4096; descriptor++) {
            close(descriptor);
        }
    }
    if (options->jail) {
        enter_jail(options);
    }
    keep(options);
}

int main(int argc, char **argv)
{
    struct options options = {.wall_seconds = 30,
                              .cpu_seconds = 5,
                              .file_size = 4L << 20,
                              .memory = 2L << 30,
                              .processes = 64,
                              .umask = 022};
    take_options(&options, argc, argv);
    set_defaults(&options);
    if (options.keep) {
        keep(&options);
    }
    make_folder(&options);

    FILE *report = fopen(inside(&options, "report"), "we");
    if (report == NULL) {
        own_fault("report");
    }
    int channel[2], log[2] = {-1, -1};
    struct sources from = {.log = -1, .log_file = -1};
    open_pipe(channel);
    from.channel = channel[0];
    if (options.log) {
        open_pipe(log);
        from.log = log[0];
        from.log_file = open_file(&options, "log");
    }
    const int handed[LAST_HANDED + 1] = {
        [CHANNEL] = channel[1],
        [COMMAND_OUT] = open_file(&options, "out"),
        [COMMAND_ERR] = open_file(&options, "err"),
        [COMMAND_LOG] = log[1],
    };
    /* What loses its parent comes to us, not to init, if the keeper is gone (prctl(2)). */
    if (prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == -1) {
        own_fault("prctl");
    }
    /* If the grader dies, so do we, and what we started with us. */
    sigset_t awaited;
    sigemptyset(&awaited);
    sigaddset(&awaited, SIGTERM);
    sigaddset(&awaited, SIGINT);
    sigprocmask(SIG_BLOCK, &awaited, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);

    (void)unmapped_memory(&options, NULL, 0);
    pid_t child = fork();
    if (child == -1) {
        own_fault("fork");
    }
    if (child == 0) {
        start_keeper(&options, handed);
    }
    close(channel[1]);
    close(log[1]);
    watch(&options, child, &from, report);
    /* The command could reach these files through /proc/self/fd, and take all rights away. */
    if (fchmod(handed[COMMAND_OUT], 0600) == -1 || fchmod(handed[COMMAND_ERR], 0600) == -1) {
        own_fault("fchmod");
    }
    empty_folder(&options);
    if (fclose(report) == EOF) {
        own_fault("report");
    }
    return 0;
}
