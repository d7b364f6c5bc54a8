/* names.h - what operations, events and processes are called. */
#ifndef SHMCHECK_NAMES_H
#define SHMCHECK_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "../include/control.h"

/* The name of an operation of that kind (OP_*), as in operations.def; "?" for any other number. */
const char *operation_name(uint16_t kind);

/* What an event does to memory, as a verb: read, write, update; otherwise the operation's name. */
const char *event_name(const struct event *event);

/* Writes the name under which reports show a process: "child" where its parent has only one.
 * index: its slot; name: receives the text, cut to size - 1 bytes; "?" for a slot that is none. */
void process_title(const struct control *control, int index, char *name, size_t size);

/* Writes the name by which schedules call a process, the same in every run: child1, not child.
 * The arguments are those of process_title. */
void process_name(const struct control *control, int index, char *name, size_t size);

/* Finds the process that a schedule calls by that name; "child" means child1. Returns its slot, -1
 * when there is none. */
int process_called(const struct control *control, const char *name);

#endif
