/*
 * known_options.h - the table of the options: what each is called, takes and means.
 *
 * The command line is read by it and --help prints it, so neither can know an option that the other
 * does not.
 */
#ifndef KNOWN_OPTIONS_H
#define KNOWN_OPTIONS_H

#include "options.h"

#include <stddef.h>

/* What the value of an option is, and where it goes. */
enum option_kind {
    FLAG,     /* none; a bool becomes true */
    TEXT,     /* any text; a const char * */
    NUMBER,   /* a decimal number from 0; a long */
    OCTAL,    /* an octal number from 0; a long */
    READABLE, /* a path, added to those that a jail shows */
    WRITABLE, /* the same, and the command may write there */
    VARIABLE, /* NAME=VALUE, added to the environment */
    HOOK      /* a shell command, added to those for a blocked run */
};

struct known_option {
    const char *name;     /* without the dashes */
    const char *argument; /* what --help calls the value; NULL if it takes none */
    enum option_kind kind;
    size_t field;     /* of FLAG, TEXT, NUMBER and OCTAL: its offset in struct options */
    long otherwise;   /* of NUMBER and OCTAL: what holds where the option is not given */
    const char *help; /* lines for --help; NULL: supervise's own, for the call in a jail */
};

/* The table, in the order in which --help prints it. */
extern const struct known_option known_options[];
extern const int known_option_count;

/* Sets every number in `options` to what holds where its option is not given. */
void set_defaults(struct options *options);

/*
 * Sets what `option` with `value` means (NULL for a FLAG). The memory of the value stays the
 * caller's, and must last as long as `options`. A value that does not fit is wrong usage.
 */
void take_option(struct options *options, const struct known_option *option, const char *value);

#endif
