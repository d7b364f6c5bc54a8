/* report.c - what all formats of a report have in common. */
#include "explorer.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* The name of an operation, as in operations.def. */
const char *operation_name(uint16_t kind)
{
    static const char *const names[] = {
#define OPERATION(identifier, text) text,
#include "../include/operations.def"
#undef OPERATION
    };

    return kind < OP_KINDS ? names[kind] : "?";
}

/* What an event does to memory, as a verb: read, write, update. */
const char *event_name(const struct event *event)
{
    switch (event->op.kind) {
    case OP_ATOMIC_LOAD:
    case OP_FILE_READ:
        return "read";
    case OP_ATOMIC_STORE:
    case OP_FILE_WRITE:
        return "write";
    case OP_ATOMIC_UPDATE:
        return "update";
    default:
        return operation_name(event->op.kind);
    }
}

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

/* A value of an access: a signed number for the sizes of integers, text for others. */
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

/* One event in a few words, without its place in the source. */
void event_text(const struct session *session, const struct event *event, char *text, size_t size)
{
    const struct control *control = session->control;
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
            process_title(session, event->op.target, other, sizeof(other));
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

/* Does an event belong into a drawing? A start is drawn as the fork that caused it. */
bool is_shown(const struct event *event)
{
    return event->op.kind != OP_START;
}

static bool same_place(const struct operation *a, const struct operation *b)
{
    return a->object == b->object && a->offset == b->offset && a->size == b->size;
}

/* The memory that a drawing follows: that of the race, otherwise the bytes that are written most
 * often. Returns the number of an event on it, -1 for none. */
int followed_event(const struct control *control, const struct finding *finding)
{
    int best = -1, most = 0;

    if (finding->first >= 0) {
        return finding->first;
    }
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

/* What to say of an event in the margin; empty for most. */
void margin_text(const struct session *session, const struct finding *finding, int index,
                 char *text, size_t size)
{
    const struct control *control = session->control;
    const struct event *event = &control->events[index];
    bool read = false; /* its own last access was a read */
    int lost = 0;      /* writes of others since then */

    text[0] = '\0';
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
    if (lost == 1) {
        snprintf(text, size, "one update is lost");
    } else if (lost > 1) {
        snprintf(text, size, "%d updates are lost", lost);
    }
    if (text[0] == '\0' && (index == finding->first || index == finding->second)) {
        snprintf(text, size, "race");
    }
    if ((event->flags & EVENT_INJECTED) != 0) {
        snprintf(text, size, "made to fail");
    }
    if (event->op.kind == OP_CRASH) {
        snprintf(text, size, "crash");
    }
}

/* A name for the followed memory, read from the source line that writes it: counter for
 * data->counter++. Falls back to the object and the offset. */
void followed_name(const struct session *session, int index, char *name, size_t size)
{
    const struct event *event = &session->control->events[index];
    const char *path = source_path(session, event->process, event->op.pc);
    const char *colon = strrchr(path, ':');
    char line[512] = "", file_name[4096];
    const char *end = NULL, *start;
    FILE *file;

    snprintf(name, size, "%.20s+%llu", session->control->objects[event->op.object].label,
             (unsigned long long)event->op.offset);
    if (colon == NULL) {
        return;
    }
    snprintf(file_name, sizeof(file_name), "%.*s", (int)(colon - path), path);
    file = fopen(file_name, "re");
    if (file == NULL) {
        return;
    }
    for (int i = atoi(colon + 1); i > 0; i--) {
        if (fgets(line, sizeof(line), file) == NULL) {
            line[0] = '\0';
        }
    }
    fclose(file);
    for (const char *at = line; *at != '\0' && end == NULL; at++) {
        bool compares = at > line && strchr("=!<>", at[-1]) != NULL;
        if ((at[0] == '+' && (at[1] == '+' || at[1] == '=')) || (at[0] == '-' && at[1] == '-') ||
            (at[0] == '-' && at[1] == '=') || (at[0] == '=' && at[1] != '=' && !compares)) {
            end = at;
        }
    }
    if (end == NULL) {
        return;
    }
    while (end > line && (end[-1] == ' ' || end[-1] == ')')) {
        end--;
    }
    start = end;
    while (start > line &&
           (strchr("_", start[-1]) != NULL || (start[-1] >= '0' && start[-1] <= '9') ||
            ((start[-1] | 32) >= 'a' && (start[-1] | 32) <= 'z'))) {
        start--;
    }
    if (start < end && !(*start >= '0' && *start <= '9')) {
        snprintf(name, size, "%.*s", (int)(end - start), start);
    }
}

/* Why a run says nothing: the program left the model, or hung. */
void incomplete_text(const struct session *session, char *text, size_t size)
{
    const struct control *control = session->control;
    char name[LABEL_SIZE];

    if (session->hang[0] != '\0') {
        snprintf(text, size, "%s", session->hang);
    } else if (!page_is_sound(control)) {
        snprintf(text, size, "the program has overwritten the control page");
    } else if (control->trouble == TROUBLE_FAULT) {
        snprintf(text, size, "a fault of shmcheck itself, not of the program: %.*s", TEXT_SIZE,
                 control->trouble_text);
    } else {
        process_title(session, control->trouble_process, name, sizeof(name));
        snprintf(text, size, "%s at %s: %.*s", name,
                 source_of(session, control->trouble_process, control->trouble_pc), TEXT_SIZE,
                 control->trouble_text);
    }
}

/* Prints that a run could not be judged. */
void report_incomplete(const struct session *session, FILE *stream)
{
    char text[600], line[640];

    incomplete_text(session, text, sizeof(text));
    snprintf(line, sizeof(line), "INCOMPLETE: %s", text);
    report_verdict(session, "incomplete", line, stream);
}

/* Prints the run on the page in the format that the options ask for. */
void report_run(struct session *session, const struct finding *finding, FILE *stream)
{
    switch (session->options->format) {
    case FORMAT_JSON:
        report_json(session, finding, stream);
        break;
    case FORMAT_HTML:
        report_html(session, finding, stream);
        break;
    case FORMAT_MERMAID:
        report_mermaid(session, finding, stream);
        break;
    default:
        report_text(session, finding, stream);
    }
}

/* Prints a verdict without a run in the format that the options ask for.
 * verdict: clean, incomplete or sampled; text: the line to print. */
void report_verdict(const struct session *session, const char *verdict, const char *text,
                    FILE *stream)
{
    switch (session->options->format) {
    case FORMAT_JSON:
        report_json_verdict(session, verdict, text, stream);
        break;
    case FORMAT_HTML:
        report_html_verdict(session, verdict, text, stream);
        break;
    case FORMAT_MERMAID:
        fprintf(stream, "%%%% %s\n", text);
        break;
    default:
        fprintf(stream, "%s\n", text);
    }
}
