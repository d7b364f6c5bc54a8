/* explore.h - searches every order, then prints a violation or what was tried. */
#ifndef SHMCHECK_EXPLORE_H
#define SHMCHECK_EXPLORE_H

#include <stdbool.h>

#include "report.h"
#include "search.h"

/* What is printed besides the report. */
struct extras {
    bool claim;      /* what exactly an exhaustive search has shown */
    bool statistics; /* counts of runs and traces */
};

/* Searches, and prints what came of it.
 * budget: seconds of processor time. Returns the exit status. */
int explore(struct search *search, const struct report *report, double budget,
            struct extras extras);

#endif
