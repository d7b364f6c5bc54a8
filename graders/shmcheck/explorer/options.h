/* options.h - the command line. */
#ifndef SHMCHECK_OPTIONS_H
#define SHMCHECK_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "explore.h"
#include "programs.h"
#include "report.h"
#include "verdict.h"

enum mode { MODE_SEARCH, MODE_TRACE, MODE_SCHEDULE, MODE_REPLAY };

struct options {
    enum mode mode;
    struct setup setup;
    struct wanted wanted;
    double budget; /* seconds of processor time */
    uint64_t seed;
    int bound;            /* preemptions; -1: no limit */
    const char *schedule; /* file for --schedule, file or text for --replay */
    uint64_t repeat;      /* runs of --replay */
    enum format format;
    const char *output; /* file for the report, NULL: standard output */
    struct extras extras;
};

/* Reads the command line; for --help and --version it prints and exits with 0.
 * options: receives what it says. Returns false when it is wrong; the reason has been printed. */
bool parse_options(int count, char **arguments, struct options *options);

#endif
