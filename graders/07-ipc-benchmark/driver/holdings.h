/* holdings.h - what this process holds, as /proc shows it. */
#ifndef HOLDINGS_H
#define HOLDINGS_H

#include <stdbool.h>
#include <stddef.h>

/* Counts: open descriptors, shared mappings, threads. */
struct holdings {
    int descriptors, mappings, threads;
};

/* What this process holds now. */
struct holdings grader_holdings(void);

/*
 * Whether something is more in `after` than in `before`; then says what in `got`, of GOT_SIZE bytes
 * (frame.h).
 */
bool grader_holds_more(struct holdings before, struct holdings after, char *got);

#endif
