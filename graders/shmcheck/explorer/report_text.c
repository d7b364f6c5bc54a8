/* report_text.c - a run as text: one row an event, one column a process. */
#include "report_text.h"

#include <string.h>

#include "drawing.h"
#include "names.h"
#include "output.h"
#include "schedule_text.h"
#include "sentences.h"
#include "source.h"
#include "violations.h"

#define MAX_ROWS 200

struct columns {
    int widths[MAX_PROCESSES];
    int count;
    char followed[LABEL_SIZE];
    int follow; /* event whose memory the last column shows, -1 for none */
};

static void cell_text(const struct programs *programs, const struct event *event, char *text,
                      size_t size)
{
    char what[128];

    event_text(programs->control, event, what, sizeof(what));
    snprintf(text, size, "%s  %s",
             event->op.pc == 0 && event->op.kind == OP_EXIT
                 ? "(main)"
                 : source_of(programs, event->process, event->op.pc),
             what);
}

static void measure(const struct programs *programs, const struct finding *finding,
                    struct columns *columns)
{
    const struct control *control = programs->control;

    columns->count = (int)control->process_count;
    for (int i = 0; i < columns->count; i++) {
        char name[LABEL_SIZE];
        process_title(control, i, name, sizeof(name));
        columns->widths[i] = (int)strlen(name);
    }
    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        if (!is_shown(event)) {
            continue;
        }
        char text[256];
        cell_text(programs, event, text, sizeof(text));
        if ((int)strlen(text) > columns->widths[event->process]) {
            columns->widths[event->process] = (int)strlen(text);
        }
    }
    columns->follow = followed_event(control, finding);
    if (columns->follow >= 0) {
        followed_name(programs, columns->follow, columns->followed, sizeof(columns->followed));
    }
}

static void print_head(const struct control *control, const struct columns *columns, FILE *stream)
{
    fputs("    ", stream);
    for (int i = 0; i < columns->count; i++) {
        char name[LABEL_SIZE];
        process_title(control, i, name, sizeof(name));
        fprintf(stream, " %-*s ", columns->widths[i], name);
    }
    fprintf(stream, " %s\n", columns->follow >= 0 ? columns->followed : "");
}

/* Prints one row without trailing blanks. value: of the followed memory after the event. */
static void print_row(const struct programs *programs, const struct finding *finding,
                      const struct columns *columns, int index, int number, const char *value,
                      FILE *stream)
{
    const struct control *control = programs->control;
    const struct event *event = &control->events[index];
    char text[256], margin[128], row[8192];

    cell_text(programs, event, text, sizeof(text));
    margin_text(control, finding, index, margin, sizeof(margin));
    size_t length = (size_t)snprintf(row, sizeof(row), "%3d ", number);
    for (int i = 0; i < columns->count && length < sizeof(row); i++) {
        length += (size_t)snprintf(row + length, sizeof(row) - length, " %-*s ", columns->widths[i],
                                   i == event->process ? text : "");
    }
    if (length < sizeof(row)) {
        length += (size_t)snprintf(row + length, sizeof(row) - length, " %s%s%s", value,
                                   margin[0] != '\0' ? "   <- " : "", margin);
    }
    if (length >= sizeof(row)) {
        length = sizeof(row) - 1;
    }
    while (length > 0 && row[length - 1] == ' ') {
        length--;
    }
    fprintf(stream, "%.*s\n", (int)length, row);
}

/* The processes that have not ended, and why they do not go on. */
static void print_blocked(const struct programs *programs, FILE *stream)
{
    const struct control *control = programs->control;

    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].state == PROCESS_PARKED) {
            char text[400];
            blocked_text(programs, (int)i, text, sizeof(text));
            fprintf(stream, "  %s\n", text);
        }
    }
}

static void print_rows(const struct programs *programs, const struct finding *finding, FILE *stream)
{
    const struct control *control = programs->control;
    struct columns columns;
    char value[64] = "";
    int number = 0, shown = 0;

    measure(programs, finding, &columns);
    for (uint32_t i = 0; i < control->event_count; i++) {
        shown += is_shown(&control->events[i]);
    }
    print_head(control, &columns, stream);
    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];

        if (columns.follow >= 0 && (event->op.flags & OP_MEMORY) != 0 &&
            same_place(&event->op, &control->events[columns.follow].op)) {
            value_text(control, event, true, value, sizeof(value));
        }
        if (!is_shown(event)) {
            continue;
        }
        number++;
        if (number == 1 && shown > MAX_ROWS) {
            fprintf(stream, "     ... %d earlier events\n", shown - MAX_ROWS);
        }
        if (number > shown - MAX_ROWS) {
            print_row(programs, finding, &columns, (int)i, number, value, stream);
        }
    }
}

/* The kinds that a run with a race shows besides: what the race leads to. */
static void print_consequences(const struct finding *finding, FILE *stream)
{
    uint32_t others = finding->kinds & ~(uint32_t)VIOLATION_RACE;

    if ((finding->kinds & VIOLATION_RACE) == 0 || others == 0) {
        return;
    }
    fprintf(stream, "in this order also:");
    for (int i = 0; i < VIOLATION_KINDS; i++) {
        if ((others & violation_kinds[i].bit) != 0) {
            fprintf(stream, " %s", violation_kinds[i].name);
        }
    }
    fputc('\n', stream);
}

/* The two accesses of a race. */
static void print_race(const struct programs *programs, const struct finding *finding, FILE *stream)
{
    for (int i = 0; i < 2 && finding->race[0] >= 0; i++) {
        const struct event *event = &programs->control->events[finding->race[i]];
        char name[LABEL_SIZE];
        process_title(programs->control, event->process, name, sizeof(name));
        fprintf(stream, "  %s at %s\n", name, source_of(programs, event->process, event->op.pc));
    }
}

void report_text(const struct programs *programs, const struct finding *finding, FILE *stream)
{
    static char output[4096];
    char text[512];

    finding_text(programs, finding, text, sizeof(text));
    fprintf(stream, "%s: %s\n", violation_name(finding->kinds), text);
    print_consequences(finding, stream);
    print_race(programs, finding, stream);
    print_blocked(programs, stream);
    fputc('\n', stream);
    print_rows(programs, finding, stream);
    if (read_output(programs->control->output[0], output, sizeof(output)) > 0) {
        fprintf(stream, "\noutput:\n%s", output);
    }
    if (read_output(programs->error_fd, output, sizeof(output)) > 0) {
        fprintf(stream, "\nerrors:\n%s", output);
    }
    fputs("\nschedule (shmcheck --replay FILE runs it again):\n", stream);
    write_schedule(programs->control, stream, "  ");
}

void report_trace(const struct programs *programs, FILE *stream)
{
    const struct control *control = programs->control;
    char name[LABEL_SIZE], text[256];

    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        const char *what = operation_name(event->op.kind);

        if (!is_shown(event)) {
            continue;
        }
        process_title(control, event->process, name, sizeof(name));
        fprintf(stream, "%-10s %-16s ", name, source_of(programs, event->process, event->op.pc));
        if ((event->op.flags & OP_MEMORY) != 0 && event->op.offset < OFFSET_LENGTH &&
            event->op.kind != OP_FTRUNCATE && event->op.kind != OP_EXIT && event->op.object >= 0) {
            event_text(control, event, text, sizeof(text));
            fprintf(stream, "%s  [%s+%llu, %llu bytes]\n", text,
                    control->objects[event->op.object].label, (unsigned long long)event->op.offset,
                    (unsigned long long)event->op.size);
            continue;
        }
        if (event->op.kind == OP_EXIT || event->op.kind == OP_CRASH ||
            event->op.kind == OP_KILLED) {
            event_text(control, event, text, sizeof(text));
            fprintf(stream, "%s\n", text);
            continue;
        }
        fprintf(stream, "%s(%.*s) = %lld%s%s\n", what, (int)event->detail_size,
                control->arena + event->detail, (long long)event->result,
                event->error != 0 ? " " : "",
                event->error != 0 ? strerrorname_np(event->error) : "");
    }
}
