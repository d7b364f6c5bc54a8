/* drawing.h - one event in a drawing: its text, its value, its remark in the margin. */
#ifndef SHMCHECK_DRAWING_H
#define SHMCHECK_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

#include "../include/control.h"
#include "programs.h"
#include "verdict.h"

/* Each text is cut to size - 1 bytes. */

/* Does an event belong into a drawing? A start is drawn as the fork that caused it. */
bool is_shown(const struct event *event);

/* Do two accesses touch exactly the same bytes? */
bool same_place(const struct operation *a, const struct operation *b);

/* Writes one event in a few words, without its place in the source. */
void event_text(const struct control *control, const struct event *event, char *text, size_t size);

/* Writes the value of an access, a signed number for the sizes of integers, text in quotes for
 * others. after: the value after the event, otherwise the one before it. */
void value_text(const struct control *control, const struct event *event, bool after, char *text,
                size_t size);

/* Writes what to say of an event in the margin; empty for most. index: of the event. */
void margin_text(const struct control *control, const struct finding *finding, int index,
                 char *text, size_t size);

/* Picks the memory that a drawing follows: that of the race, otherwise the bytes that are written
 * most often. Returns the index of an event on it, -1 for none. */
int followed_event(const struct control *control, const struct finding *finding);

/* Writes a name for the memory of an event, read from the source line that writes it: counter for
 * data->counter++. Falls back to the object and the offset. */
void followed_name(const struct programs *programs, int index, char *name, size_t size);

#endif
