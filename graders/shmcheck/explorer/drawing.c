/* drawing.c - one event in a drawing: its text, its value, its remark in the margin. */
#include "drawing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "source.h"

/* The beginning of bytes as text in quotes, for accesses that are no number. */
static void quote(const char *bytes, size_t count, char *text, size_t size)
{
    size_t length = 0;

    text[length++] = '"';
    /* cppcheck-suppress objectIndex ; count is the size of what bytes points to */
    for (size_t i = 0; i < count && i < 16 && bytes[i] != '\0' && length < size - 5; i++) {
        /* cppcheck-suppress objectIndex ; likewise */
        text[length++] = bytes[i] >= ' ' && bytes[i] < 127 && bytes[i] != '"' ? bytes[i] : '.';
    }
    text[length++] = '"';
    text[length] = '\0';
}

void value_text(const struct control *control, const struct event *event, bool after, char *text,
                size_t size)
{
    uint64_t value = after ? event->after : event->before;

    switch (event->op.size) {
    case 1:
        snprintf(text, size, "%d", (int)(int8_t)value);
        break;
    case 2:
        snprintf(text, size, "%d", (int)(int16_t)value);
        break;
    case 4:
        snprintf(text, size, "%d", (int)(int32_t)value);
        break;
    case 8:
        snprintf(text, size, "%lld", (long long)(int64_t)value);
        break;
    default:
        if (after && event->data_size > 0 && event->data + event->data_size <= ARENA_SIZE) {
            quote(control->arena + event->data, event->data_size, text, size);
        } else {
            quote((const char *)&value, sizeof(value), text, size);
        }
    }
}

static void semaphore_text(const struct event *event, char *text, size_t size)
{
    const char *name = operation_name(event->op.kind);

    if (event->error != 0) {
        snprintf(text, size, "%s = %s", name, strerrorname_np(event->error));
    } else {
        snprintf(text, size, "%s %llu>%llu", name, (unsigned long long)event->before,
                 (unsigned long long)event->after);
    }
}

void event_text(const struct control *control, const struct event *event, char *text, size_t size)
{
    char value[64], other[LABEL_SIZE];
    const char *name = operation_name(event->op.kind);

    switch (event->op.kind) {
    case OP_READ:
    case OP_ATOMIC_LOAD:
        value_text(control, event, false, value, sizeof(value));
        snprintf(text, size, "%-5s %s", event->op.kind == OP_READ ? "read" : "load", value);
        return;
    case OP_WRITE:
    case OP_COPY:
    case OP_ATOMIC_STORE:
        value_text(control, event, true, value, sizeof(value));
        snprintf(text, size, "%-5s %s", event->op.kind == OP_ATOMIC_STORE ? "store" : name, value);
        return;
    case OP_ATOMIC_UPDATE:
        value_text(control, event, false, other, sizeof(other));
        value_text(control, event, true, value, sizeof(value));
        snprintf(text, size, "update %s>%s", other, value);
        return;
    case OP_SEM_WAIT:
    case OP_SEM_WAIT_FAILS:
    case OP_SEM_TRYWAIT:
    case OP_SEM_TIMEDWAIT:
    case OP_SEM_POST:
        semaphore_text(event, text, size);
        return;
    case OP_FORK:
    case OP_WAIT:
        if (event->error == 0 && event->op.target >= 0 && event->op.target < MAX_PROCESSES) {
            process_title(control, event->op.target, other, sizeof(other));
            snprintf(text, size, "%s %s", name, other);
            return;
        }
        break;
    case OP_EXIT:
        snprintf(text, size, "exit %lld", (long long)event->result);
        return;
    case OP_CRASH:
        snprintf(text, size, "killed by SIG%s",
                 sigabbrev_np((int)event->result) != NULL ? sigabbrev_np((int)event->result) : "?");
        return;
    default:
        break;
    }
    if (event->error != 0) {
        snprintf(text, size, "%s = %s", name, strerrorname_np(event->error));
    } else {
        snprintf(text, size, "%s", name);
    }
}

bool is_shown(const struct event *event)
{
    return event->op.kind != OP_START;
}

bool same_place(const struct operation *a, const struct operation *b)
{
    return a->object == b->object && a->offset == b->offset && a->size == b->size;
}

int followed_event(const struct control *control, const struct finding *finding)
{
    if (finding->race[0] >= 0) {
        return finding->race[0];
    }
    int best = -1, most = 0;
    for (uint32_t i = 0; i < control->event_count && i < 4096; i++) {
        const struct operation *op = &control->events[i].op;
        int writes = 0;
        if ((op->flags & OP_MEMORY) == 0 || op->size > 8 || op->offset >= OFFSET_LENGTH) {
            continue;
        }
        for (uint32_t k = i; k < control->event_count && k < 4096; k++) {
            writes += same_place(op, &control->events[k].op) &&
                      (control->events[k].op.flags & OP_WRITES) != 0;
        }
        if (writes > most) {
            most = writes;
            best = (int)i;
        }
    }
    return best;
}

/* How many updates of others a write has wiped out: they came between it and the process's own last
 * read of the same bytes. */
static int lost_updates(const struct control *control, int index)
{
    const struct event *event = &control->events[index];
    bool read = false; /* its own last access was a read */
    int lost = 0;      /* writes of others since then */

    for (int i = 0; i < index && event->op.kind == OP_WRITE; i++) {
        const struct event *old = &control->events[i];
        if (!same_place(&old->op, &event->op)) {
            continue;
        }
        if (old->process == event->process) {
            read = old->op.kind == OP_READ;
            lost = 0;
        } else if (read && (old->op.flags & OP_WRITES) != 0) {
            lost++;
        }
    }
    return lost;
}

void margin_text(const struct control *control, const struct finding *finding, int index,
                 char *text, size_t size)
{
    const struct event *event = &control->events[index];
    int lost = lost_updates(control, index);

    text[0] = '\0';
    if (event->op.kind == OP_CRASH) {
        snprintf(text, size, "crash");
    } else if ((event->flags & EVENT_INJECTED) != 0) {
        snprintf(text, size, "made to fail");
    } else if (lost == 1) {
        snprintf(text, size, "one update is lost");
    } else if (lost > 1) {
        snprintf(text, size, "%d updates are lost", lost);
    } else if (index == finding->race[0] || index == finding->race[1]) {
        snprintf(text, size, "race");
    }
}

/* Reads one line of a file, counted from 1.
 * line: receives it, empty if there is none. Returns false if the file cannot be opened. */
static bool read_line(const char *path, int number, char *line, size_t size)
{
    FILE *file = fopen(path, "re");

    line[0] = '\0';
    if (file == NULL) {
        return false;
    }
    for (int i = number; i > 0; i--) {
        if (fgets(line, (int)size, file) == NULL) {
            line[0] = '\0';
        }
    }
    fclose(file);
    return true;
}

/* Where the operator stands with which a line of C writes: ++, --, +=, -= or =. NULL: nowhere. */
static const char *find_assignment(const char *line)
{
    for (const char *at = line; *at != '\0'; at++) {
        bool compares = at > line && strchr("=!<>", at[-1]) != NULL;
        if ((at[0] == '+' && (at[1] == '+' || at[1] == '=')) ||
            (at[0] == '-' && (at[1] == '-' || at[1] == '=')) ||
            (at[0] == '=' && at[1] != '=' && !compares)) {
            return at;
        }
    }
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_of_identifier(char c)
{
    return c == '_' || is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

void followed_name(const struct programs *programs, int index, char *name, size_t size)
{
    const struct event *event = &programs->control->events[index];
    const char *path = source_path(programs, event->process, event->op.pc);
    const char *colon = strrchr(path, ':');
    char line[512], file_name[4096];

    snprintf(name, size, "%.20s+%llu", programs->control->objects[event->op.object].label,
             (unsigned long long)event->op.offset);
    if (colon == NULL) {
        return;
    }
    snprintf(file_name, sizeof(file_name), "%.*s", (int)(colon - path), path);
    if (!read_line(file_name, atoi(colon + 1), line, sizeof(line))) {
        return;
    }
    const char *end = find_assignment(line);
    if (end == NULL) {
        return;
    }
    while (end > line && (end[-1] == ' ' || end[-1] == ')')) {
        end--;
    }
    const char *start = end;
    while (start > line && is_of_identifier(start[-1])) {
        start--;
    }
    if (start < end && !is_digit(*start)) {
        snprintf(name, size, "%.*s", (int)(end - start), start);
    }
}
