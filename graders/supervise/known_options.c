/* known_options.c - the table of the options, and what each kind of them does. */
#include "known_options.h"

#include "usage.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#define FIELD(name) offsetof(struct options, name)

const struct known_option known_options[] = {
    {"folder", "DIR", TEXT, FIELD(folder), 0,
     "the folder of this run, an absolute path; it must not exist"},
    {"dir", "DIR", TEXT, FIELD(directory), 0,
     "run the command there, not in its home; a jail shows it,\n"
     "read-only"},
    {"wall", "SECONDS", NUMBER, FIELD(wall_seconds), 30, "end it after so much elapsed time"},
    {"polls", "LOOKS", NUMBER, FIELD(polls), 0,
     "end it the same way when in so many looks in a row, 40 a\n"
     "second, all its processes slept at the same places although\n"
     "they woke; for runs in which nothing waits for time to pass.\n"
     "0: never"},
    {"cpu", "SECONDS", NUMBER, FIELD(cpu_seconds), 5,
     "end it after so much processor time of one process, or\n"
     "three times as much of all together"},
    {"as", "BYTES", NUMBER, FIELD(address_space), 0, "address space of each process. 0: no limit"},
    {"fsize", "BYTES", NUMBER, FIELD(file_size), 4L << 20,
     "largest file it may write, its output too"},
    {"memory", "BYTES", NUMBER, FIELD(memory), 2L << 30, "memory of all its processes together"},
    {"processes", "N", NUMBER, FIELD(processes), 64,
     "how many processes and threads may live at once"},
    {"umask", "OCTAL", OCTAL, FIELD(umask), 022, "file mode creation mask"},
    {"efbig", NULL, FLAG, FIELD(ignore_file_size_signal), 0,
     "too large a file is the error EFBIG, not the signal SIGXFSZ"},
    {"env", "NAME=VALUE", VARIABLE, 0, 0,
     "a variable of its environment, beside HOME, TMPDIR, PATH\n"
     "and LC_ALL; may be given again"},
    {"name", "NAME", TEXT, FIELD(name), 0, "what the program is told that it is called (argv[0])"},
    {"small-home", NULL, FLAG, FIELD(small_home), 0,
     "its home is a file system of 64 MiB; one that holds more\n"
     "than 1 MiB is empty afterwards. Needs the right to mount"},
    {"jail", NULL, FLAG, FIELD(jail), 0, "run it in a jail, which bubblewrap (bwrap) opens"},
    {"show", "PATH", READABLE, 0, 0,
     "the jail shows this file or folder, read-only; may be given\n"
     "again"},
    {"write", "PATH", WRITABLE, 0, 0, "the same, and the command may write there"},
    {"hide", "PATH", TEXT, FIELD(hidden), 0, "a folder in /usr that the jail does not show"},
    {"log", NULL, FLAG, FIELD(log), 0,
     "the command can write to descriptor 6, a pipe; DIR/log is\n"
     "what it wrote there, which nothing can change any more"},
    {"at-exit", NULL, FLAG, FIELD(at_exit), 0,
     "report the descriptors and shared mappings that its first\n"
     "process still has when it exits"},
    {"on-blocked", "CMD", HOOK, 0, 0,
     "when the run is blocked for ever, do not end it but run CMD\n"
     "with bash (PIDS names its processes, the first one first)\n"
     "and go on; given again, for the next time"},
    {"help", NULL, FLAG, FIELD(help), 0, "print this and exit"},
    {"version", NULL, FLAG, FIELD(version), 0, "print the version and exit"},
    {"keep", NULL, FLAG, FIELD(keep), 0, NULL},
};
const int known_option_count = sizeof(known_options) / sizeof(known_options[0]);

static void *field_of(struct options *options, const struct known_option *option)
{
    return (char *)options + option->field;
}

static long number(const struct known_option *option, const char *value)
{
    char *end;
    errno = 0;
    long number = strtol(value, &end, option->kind == OCTAL ? 8 : 10);
    if (errno == 0 && *end == '\0' && end != value && number >= 0) {
        return number;
    }
    if (option->kind == OCTAL) {
        wrong_usage("--%s '%s': %s must be an octal number, such as 022", option->name, value,
                    option->argument);
    }
    wrong_usage("--%s '%s': %s must be a whole number from 0 to %ld", option->name, value,
                option->argument, LONG_MAX);
}

/* Refuses an option that was given `count` times already, if that is the most. */
static void refuse_beyond(const struct known_option *option, const char *value, int count, int most)
{
    if (count == most) {
        wrong_usage("--%s '%s': at most %d times", option->name, value, most);
    }
}

static void show_path(struct options *options, const struct known_option *option, const char *path)
{
    if (options->shown_paths == MAX_PATHS) {
        wrong_usage("--%s '%s': at most %d paths with --show and --write", option->name, path,
                    MAX_PATHS);
    }
    options->shown[options->shown_paths++] =
        (struct shown_path){.path = path, .writable = option->kind == WRITABLE};
}

void set_defaults(struct options *options)
{
    for (int i = 0; i < known_option_count; i++) {
        const struct known_option *option = &known_options[i];
        if (option->kind == NUMBER || option->kind == OCTAL) {
            *(long *)field_of(options, option) = option->otherwise;
        }
    }
}

void take_option(struct options *options, const struct known_option *option, const char *value)
{
    switch (option->kind) {
    case FLAG:
        *(bool *)field_of(options, option) = true;
        break;
    case TEXT:
        *(const char **)field_of(options, option) = value;
        break;
    case NUMBER:
    case OCTAL:
        *(long *)field_of(options, option) = number(option, value);
        break;
    case READABLE:
    case WRITABLE:
        show_path(options, option, value);
        break;
    case VARIABLE:
        refuse_beyond(option, value, options->variables, MAX_ENVIRONMENT - OWN_VARIABLES);
        options->environment[options->variables++] = value;
        break;
    case HOOK:
        refuse_beyond(option, value, options->hooks, MAX_HOOKS);
        options->on_blocked[options->hooks++] = value;
        break;
    }
}
