/* script.h - orders that somebody has written down, as a list of steps to take.
 *
 * Printed by shmcheck: one word a step, see schedule_text.h. Written by a person: one line
 * "who [what] [xN]", # begins a comment.
 */
#ifndef SHMCHECK_SCRIPT_H
#define SHMCHECK_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../include/control.h"

struct item {
    char who[LABEL_SIZE];
    char what[32]; /* empty: anything */
    int choice;
    uint64_t count;
    int line; /* of the file, from 1; 0 in a printed order */
};

struct script {
    struct item *items;
    size_t count, room;
    size_t at;      /* the item that is being followed */
    uint64_t taken; /* of that item */
    const char *name;
    bool waited;     /* the parent's wait has returned: no more steps */
    char error[512]; /* why the order cannot be followed; empty: it can */
};

/* Both read an order; false: that is not possible, and the reason has been printed.
 * script: receives the order; free_script frees it. */

/* source: a file ("-": standard input), or the text itself. */
bool read_printed(struct script *script, const char *source);

/* path: a file, "-" for standard input. */
bool read_written(struct script *script, const char *path);

void free_script(struct script *script);

/* Begins the order again. */
void rewind_script(struct script *script);

/* Counts a step that was taken as the current item says. */
void take_item(struct script *script);

/* Writes the error of a script, in front of it the file and the line of an item. Returns -1. */
int cannot(struct script *script, const struct item *item, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
