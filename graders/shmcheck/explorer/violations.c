/* violations.c - the table of the kinds of violations, and its names. */
#include "violations.h"

#include <stddef.h>
#include <string.h>

#define ALWAYS false
#define ON_DEMAND true

const struct violation_kind violation_kinds[VIOLATION_KINDS] = {
#define VIOLATION(identifier, name, when, title) {name, VIOLATION_##identifier, when, title},
#include "violations.def"
#undef VIOLATION
};

uint32_t violations_that_are(bool on_demand)
{
    uint32_t kinds = 0;
    for (int i = 0; i < VIOLATION_KINDS; i++) {
        if (violation_kinds[i].on_demand == on_demand) {
            kinds |= violation_kinds[i].bit;
        }
    }
    return kinds;
}

const struct violation_kind *violation_called(const char *name)
{
    for (int i = 0; i < VIOLATION_KINDS; i++) {
        if (strcmp(violation_kinds[i].name, name) == 0) {
            return &violation_kinds[i];
        }
    }
    return NULL;
}

const char *violation_name(uint32_t kinds)
{
    for (int i = 0; i < VIOLATION_KINDS; i++) {
        if ((kinds & violation_kinds[i].bit) != 0) {
            return violation_kinds[i].name;
        }
    }
    return "nothing";
}
