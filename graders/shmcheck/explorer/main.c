/* main.c - shmcheck: explores every order of the processes of programs that share memory.
 *
 * Usage: shmcheck [OPTION...] [--] PROGRAM [ARGUMENT...] [+ PROGRAM [ARGUMENT...]]...
 * Read next: explore.c and strategy.c (what is searched when), run.c (one run), clocks.c (what a
 * race is). The README lists every module.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit_status.h"
#include "explore.h"
#include "fault.h"
#include "options.h"
#include "programs.h"
#include "report.h"
#include "schedule.h"
#include "search.h"
#include "trace.h"

static struct programs programs;

/* Ends what was started, however shmcheck ends. */
static void clean_up(void)
{
    end_programs(&programs);
}

static void interrupted(int signal_number)
{
    end_programs(&programs);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* Does what the options ask for. Returns the exit status. */
static int run_mode(const struct options *options, FILE *stream)
{
    struct search search = {.programs = &programs,
                            .wanted = &options->wanted,
                            .seed = options->seed,
                            .bound = options->bound};
    struct report report = {.format = options->format,
                            .stream = stream,
                            .programs = &programs,
                            .counts = &search.counts};

    switch (options->mode) {
    case MODE_TRACE:
        return trace(&search, &report);
    case MODE_SCHEDULE:
        return run_written(&search, &report, options->schedule);
    case MODE_REPLAY:
        return run_printed(&search, &report, options->schedule, options->repeat);
    case MODE_SEARCH:
        break;
    }
    return explore(&search, &report, options->budget, options->extras);
}

int main(int count, char **arguments)
{
    static struct options options;
    if (!parse_options(count, arguments, &options)) {
        return EXIT_CANNOT;
    }
    FILE *stream = stdout;
    if (options.output != NULL) {
        stream = fopen(options.output, "we");
        if (stream == NULL) {
            fprintf(stderr, "shmcheck: %s: %s\n", options.output, strerror(errno));
            return EXIT_CANNOT;
        }
    }
    atexit(clean_up);
    signal(SIGINT, interrupted);
    signal(SIGTERM, interrupted);
    signal(SIGHUP, interrupted);
    if (!start_programs(&programs, &options.setup)) {
        return EXIT_CANNOT;
    }
    int status = run_mode(&options, stream);
    if (fflush(stream) != 0) {
        tool_fault("the report cannot be written: %s", strerror(errno));
    }
    return status;
}
