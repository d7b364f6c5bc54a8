/* verdict.h - what is wrong with a run: a function of its log, and of what is wanted. */
#ifndef SHMCHECK_VERDICT_H
#define SHMCHECK_VERDICT_H

#include <regex.h>
#include <stdbool.h>
#include <stdint.h>

#include "../include/control.h"
#include "ending.h"
#include "violations.h"

/* What a run is held to. */
struct wanted {
    uint32_t kinds;     /* set of VIOLATION_* to look for */
    const char *expect; /* extended regular expression for the whole output, NULL: any output */
    regex_t expression; /* the same, compiled, between ^( and )$ */
    bool statuses[256]; /* accepted exit statuses of the roots */
};

/* Where a violation is: numbers into the log, -1 where there is none. */
struct place {
    int process; /* slot; of a crash, -1: the program wrote to the control page */
    int object;  /* index */
    int event;   /* index */
};

/* What is wrong with one run. Its sentence is sentences.h's affair. */
struct finding {
    uint32_t kinds;       /* set of VIOLATION_*; 0: nothing */
    enum violation first; /* the kind that was found first, of which `place` tells */
    struct place place;
    int race[2];          /* the two events of a race, in their order, -1 for none */
    const char *expected; /* what the output was compared with: wanted->expect */
};

/* Judges the run whose log is on the page.
 * ending: how the run ended. Returns what is wrong. */
struct finding judge(const struct control *control, enum ending ending,
                     const struct wanted *wanted);

#endif
