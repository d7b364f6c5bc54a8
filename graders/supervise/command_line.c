/* command_line.c - reads the command line by the table of the options, with getopt_long(3). */
#include "command_line.h"

#include "fault.h"
#include "folder.h"
#include "help.h"
#include "known_options.h"
#include "usage.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

/* getopt_long gives back an option as this plus its place in the table, beyond any character. */
enum { FIRST_VALUE = 256 };

/* The table as getopt_long wants it, with an empty row at its end. It is never freed. */
static const struct option *options_for_getopt(void)
{
    struct option *list = calloc((size_t)known_option_count + 1, sizeof(*list));
    if (list == NULL) {
        system_fault("calloc");
    }
    for (int i = 0; i < known_option_count; i++) {
        list[i].name = known_options[i].name;
        list[i].has_arg = known_options[i].argument == NULL ? no_argument : required_argument;
        list[i].val = FIRST_VALUE + i;
    }
    return list;
}

/* What getopt_long did not understand: a '?', or a ':' if only a value is missing (getopt(3)). */
static _Noreturn void refuse(int answer, char **argv)
{
    if (optopt < FIRST_VALUE) {
        if (optopt != 0) {
            wrong_usage("-%c: unknown option", optopt);
        }
        wrong_usage("%s: unknown option", argv[optind - 1]);
    }
    const struct known_option *option = &known_options[optopt - FIRST_VALUE];
    if (answer == ':') {
        wrong_usage("--%s: its value is missing: --%s %s", option->name, option->name,
                    option->argument);
    }
    wrong_usage("%s: --%s takes no value", argv[optind - 1], option->name);
}

/* Prints what --help or --version asks for, and exits; does nothing if neither was given. */
static void answer_questions(const struct options *options)
{
    if (options->help) {
        print_help();
    } else if (options->version) {
        print_version();
    } else {
        return;
    }
    if (fflush(stdout) == EOF) {
        system_fault("stdout");
    }
    exit(EXIT_SUCCESS);
}

static void add_variable(struct options *options, const char *name, const char *value)
{
    char *variable;
    if (asprintf(&variable, "%s=%s", name, value) == -1) {
        system_fault("asprintf");
    }
    options->environment[options->variables++] = variable;
}

/* What the command gets, as far as it follows from the folder of the run. */
static void derive_from_folder(struct options *options)
{
    options->home = path_inside(options->folder, "home");
    options->scratch = path_inside(options->folder, "tmp");
    if (options->directory == NULL) {
        options->directory = options->home;
    }
    add_variable(options, "HOME", options->home);
    add_variable(options, "TMPDIR", options->home);
    add_variable(options, "PATH", "/usr/local/bin:/usr/bin:/bin");
    add_variable(options, "LC_ALL", "C.UTF-8");
}

void read_command_line(struct options *options, int argc, char **argv)
{
    *options = (struct options){0};
    set_defaults(options);
    const struct option *list = options_for_getopt();
    /* "+": what follows the command is the command's. ":": we say ourselves what is wrong. */
    for (int answer; (answer = getopt_long(argc, argv, "+:", list, NULL)) != -1;) {
        if (answer < FIRST_VALUE) {
            refuse(answer, argv);
        }
        take_option(options, &known_options[answer - FIRST_VALUE], optarg);
        answer_questions(options);
    }
    if (options->folder == NULL) {
        wrong_usage("--folder DIR is needed");
    }
    if (optind == argc) {
        wrong_usage("the command is missing: -- COMMAND [ARGUMENT...]");
    }
    options->command = argv + optind;
    options->arguments = argv;
    options->argument_count = argc;
    derive_from_folder(options);
}
