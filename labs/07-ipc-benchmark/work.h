/* work.h - what the benchmark is to move, and what came out. */
#ifndef WORK_H
#define WORK_H

#include <stddef.h>

enum { MAX_RUNS = 101, PROBLEM_SIZE = 128 };

/* What is moved, in every run the same. */
struct work {
    size_t size; /* bytes of a message */
    long count;  /* messages; with ping-pong, of each direction */
};

/* What came out for one transport, or one limit. */
struct result {
    const char *name;
    double seconds[MAX_RUNS]; /* one for each run, in ascending order once all are there */
    int runs;
    char problem[PROBLEM_SIZE]; /* why there are none; "" = all went well */
};

#endif
