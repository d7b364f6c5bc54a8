/* log.h - the event log: what happened, in the order in which it happened.
 *
 * Only the process that holds the turn writes to it.
 */
#ifndef SHMCHECK_LOG_H
#define SHMCHECK_LOG_H

#include <stdint.h>

#include "../include/control.h"

/* Appends an event for the process that holds the turn, and returns it. Ends the run when the log
 * is full. op: what it does; flags: EVENT_*. */
struct event *append_event(const struct operation *op, uint32_t flags);

/* Gives an event the text of its arguments, as a C programmer would write them. Only a run that
 * will be shown pays for that; where the arena is full, the report shows less. */
void describe(struct event *event, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Keeps bytes that an event wrote, for a report that shows memory; at most 4096 of them, and like
 * describe only in a run that will be shown. */
void keep_data(struct event *event, const void *bytes, uint64_t size);

/* Completes the event of a call with its result, and sets errno as the call does.
 * error: 0 for success. Returns the result as an int, ready to be returned. */
int conclude(struct event *event, int64_t result, int error);

/* Completes the event of a pthread call, which returns its error and leaves errno alone.
 * Returns error. */
int conclude_pthread(struct event *event, int error);

/* Records a use of a call that the standard leaves undefined; the first one of a run counts.
 * pc: where in the program; format: the line of the report. */
void report_misuse(uint64_t pc, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
