/* help.c - --help, from the table of the options, and --version. */
#include "help.h"

#include "known_options.h"
#include "version.h"

#include <stdio.h>
#include <string.h>

/* Where the text about an option begins, in columns from the left. */
enum { TEXT_COLUMN = 20 };

static const char before[] =
    "usage: supervise --folder DIR [OPTION...] -- COMMAND [ARGUMENT...]\n"
    "\n"
    "Runs one command of a submission under limits, and reports how it ended. DIR is\n"
    "made anew. It holds out and err, what the command wrote to stdout and stderr;\n"
    "report; and home, where the command runs, which is also its HOME and TMPDIR.\n"
    "\n";

static const char after[] =
    "\n"
    "DIR/report has lines of the form key=value:\n"
    "  end=exit|signal    how it ended; code=N the exit status or the signal's number\n"
    "  signal=SIGNAME     the signal's name, where one ended it\n"
    "  end=cpu|wall|memory|processes\n"
    "                     a limit ended it\n"
    "  end=blocked        all its processes waited for ever\n"
    "  end=attack         it killed the process that keeps it\n"
    "  left_children=N    processes that it started and did not wait for\n"
    "  blocked=N          how often the run was found blocked\n"
    "  blocked_in=PID CALL\n"
    "                     where each process waited, when it was ended for that\n"
    "  left_fd=N TARGET, left_map=PATH\n"
    "                     with --at-exit\n"
    "Everything that the command started is dead when supervise exits.\n"
    "\n"
    "Exit status: 0 the report is complete; 2 wrong usage; 125 supervise itself\n"
    "failed.\n";

/* Prints the default of an option that is a number, if it is not 0; the texts say what 0 means. */
static void print_default(const struct known_option *option)
{
    const long mebibyte = 1L << 20;
    if (option->otherwise == 0) {
        return;
    }
    if (option->kind == OCTAL) {
        printf(" (default 0%lo)", option->otherwise);
    } else if (option->otherwise % mebibyte == 0) {
        printf(" (default %ld MiB)", option->otherwise / mebibyte);
    } else {
        printf(" (default %ld)", option->otherwise);
    }
}

static void print_option(const struct known_option *option)
{
    int width = printf("  --%s%s%s", option->name, option->argument == NULL ? "" : " ",
                       option->argument == NULL ? "" : option->argument);
    for (const char *line = option->help; line != NULL;) {
        const char *end = strchr(line, '\n');
        int length = end == NULL ? (int)strlen(line) : (int)(end - line);
        printf("%*s%.*s", TEXT_COLUMN - width, "", length, line);
        if (end == NULL) {
            print_default(option);
        }
        putchar('\n');
        width = 0;
        line = end == NULL ? NULL : end + 1;
    }
}

void print_help(void)
{
    fputs(before, stdout);
    for (int i = 0; i < known_option_count; i++) {
        if (known_options[i].help != NULL) {
            print_option(&known_options[i]);
        }
    }
    fputs(after, stdout);
}

void print_version(void)
{
    puts("supervise " VERSION);
}
