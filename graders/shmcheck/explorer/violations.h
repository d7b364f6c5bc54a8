/* violations.h - the kinds of violations: one table, which violations.def lists. */
#ifndef SHMCHECK_VIOLATIONS_H
#define SHMCHECK_VIOLATIONS_H

#include <stdbool.h>
#include <stdint.h>

/* The place of each kind in the table. */
enum violation_number {
#define VIOLATION(identifier, name, when, title) NUMBER_##identifier,
#include "violations.def"
#undef VIOLATION
    VIOLATION_KINDS
};

/* One bit a kind: sets of kinds are masks. */
enum violation {
#define VIOLATION(identifier, name, when, title) VIOLATION_##identifier = 1 << NUMBER_##identifier,
#include "violations.def"
#undef VIOLATION
};

struct violation_kind {
    const char *name; /* as options and reports write it */
    uint32_t bit;     /* VIOLATION_* */
    bool on_demand;   /* looked for only with --forbid */
    const char *title;
};

extern const struct violation_kind violation_kinds[VIOLATION_KINDS];

/* The set of all kinds that are looked for only with --forbid, or of all others. */
uint32_t violations_that_are(bool on_demand);

/* Finds the kind of that name. Returns NULL when there is none. */
const struct violation_kind *violation_called(const char *name);

/* The name of the first kind of a set, "nothing" for the empty set. */
const char *violation_name(uint32_t kinds);

#endif
