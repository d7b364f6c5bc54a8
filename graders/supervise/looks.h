/*
 * looks.h - looks at a run from outside, one after the other, until one of them says that it must
 * be ended.
 *
 * The ways of never ending are told apart, so that a verdict does not hang on the load of the host.
 *
 *   cpu        it uses its processor time up; the time that it waits for a processor does not count
 *   blocked    every process waits, without a time limit, for something that only another process
 *              of the run could do: read off /proc twice, with none running in between
 *   wall       the rest, a program that sleeps and polls. A grader that knows that nothing of the
 *              run waits for time to pass may say how many looks in a row may see all processes
 *              asleep at the same places although they wake (--polls). The limit on elapsed time,
 *              far above what any lab needs, is kept by watch.c
 *   memory     all together go beyond this limit,
 *   processes  or this one
 */
#ifndef LOOKS_H
#define LOOKS_H

#include "options.h"
#include "process.h"

#include <stdio.h>

/* What is kept from look to look; {0} at first. */
struct looks {
    pid_t keeper;
    struct process found[MAX_PROCESSES];
    int count;
    unsigned long switches_before;
    int count_before;
    int blocked_times;
    unsigned long polls_place;    /* where all sleep, look after look, */
    unsigned long polls_switches; /* how often they had woken when it began, */
    long polls;                   /* and in how many looks */
};

/*
 * One look at a run that has not ended. `child` is the supervisor's child: the keeper, or bwrap
 * with the keeper below it. Returns why the run must be ended ("cpu", "blocked", "wall", "memory"
 * or "processes"), or NULL. If the run is blocked and a hook (--on-blocked) is left, that hook is
 * run; if none is left, `report` gets the lines that say where each process waits.
 */
const char *look(const struct options *options, pid_t child, struct looks *looks, FILE *report);

#endif
