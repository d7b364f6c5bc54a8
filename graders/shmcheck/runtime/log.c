/* log.c - the event log. */
#include "log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "spin.h"
#include "state.h"
#include "stop.h"

struct event *append_event(const struct operation *op, uint32_t flags)
{
    struct control *control = RT->control;

    if (control->event_count >= MAX_EVENTS) {
        stop_run(TROUBLE_FULL, op->pc, "a run of more than %d events: give it a smaller input",
                 MAX_EVENTS);
    }
    struct event *event = &control->events[control->event_count];
    memset(event, 0, sizeof(*event));
    event->op = *op;
    event->process = RT->self;
    event->flags = flags;
    control->event_count++;
    if (op->object >= 0 && op->object < MAX_OBJECTS) {
        control->objects[op->object].users |= 1U << RT->self;
    }
    if (flags == 0) {
        remember_step(op, event);
    }
    return event;
}

/* Space for a text or bytes of a report; NULL when the arena is full (a report then shows less). */
static char *arena(uint32_t size, uint32_t *offset)
{
    struct control *control = RT->control;

    if (size > ARENA_SIZE - control->arena_used) {
        return NULL;
    }
    *offset = control->arena_used;
    control->arena_used += size;
    return control->arena + *offset;
}

void describe(struct event *event, const char *format, ...)
{
    if (!RT->control->recording) {
        return;
    }
    char text[TEXT_SIZE * 2];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    if (length < 0) {
        return;
    }
    if ((size_t)length >= sizeof(text)) {
        length = sizeof(text) - 1;
    }
    char *place = arena((uint32_t)length, &event->detail);
    if (place != NULL) {
        memcpy(place, text, (size_t)length);
        event->detail_size = (uint32_t)length;
    }
}

void keep_data(struct event *event, const void *bytes, uint64_t size)
{
    if (!RT->control->recording) {
        return;
    }
    if (size > 4096) {
        size = 4096;
    }
    char *place = arena((uint32_t)size, &event->data);
    if (place != NULL) {
        memcpy(place, bytes, size);
        event->data_size = (uint32_t)size;
    }
}

int conclude(struct event *event, int64_t result, int error)
{
    event->result = result;
    event->error = error;
    if (error != 0) {
        errno = error;
    }
    return (int)result;
}

int conclude_pthread(struct event *event, int error)
{
    event->result = error;
    event->error = error;
    if (error != 0 && error != EOWNERDEAD) {
        event->flags |= EVENT_UNCHANGED;
    }
    return error;
}

void report_misuse(uint64_t pc, const char *format, ...)
{
    struct misuse *misuse = &RT->control->misuse;

    if (misuse->set) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(misuse->text, sizeof(misuse->text), format, arguments);
    va_end(arguments);
    misuse->pc = pc;
    misuse->process = RT->self;
    misuse->set = 1;
}
