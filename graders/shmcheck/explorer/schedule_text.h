/* schedule_text.h - an order as text: one word a step, in the form that --replay reads.
 *
 *   who:what         a process and its operation: child1:sem_post
 *   who:what=choice  where there was a choice: which waiter is woken
 *   who:what*N       N steps like it, one after the other
 */
#ifndef SHMCHECK_SCHEDULE_TEXT_H
#define SHMCHECK_SCHEDULE_TEXT_H

#include <stdio.h>

#include "../include/control.h"

/* Writes the order of the run on the page, as --replay reads it.
 * indent: begins each line. */
void write_schedule(const struct control *control, FILE *stream, const char *indent);

#endif
