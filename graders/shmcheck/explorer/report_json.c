/* report_json.c - a run, or a verdict without one, as one JSON object (RFC 8259). */
#include "report_json.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "drawing.h"
#include "fault.h"
#include "names.h"
#include "output.h"
#include "schedule_text.h"
#include "sentences.h"
#include "source.h"
#include "violations.h"

#define SOURCE_LIMIT (256U << 10) /* bytes of one source file that are taken along */
#define SOURCE_FILES 32           /* and how many files */

/* Writes text as a JSON string. '<' is escaped, so that the text can stand inside an HTML script.
 * Bytes that are no UTF-8 are taken for Latin-1. */
static void write_string(FILE *stream, const char *text, size_t length)
{
    fputc('"', stream);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        size_t follow = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
        bool whole = byte >= 0xc2 && byte < 0xf5 && i + follow < length;

        for (size_t k = 1; whole && k <= follow; k++) {
            whole = ((unsigned char)text[i + k] & 0xc0) == 0x80;
        }
        if (byte == '"' || byte == '\\') {
            fprintf(stream, "\\%c", byte);
        } else if (byte < 0x20 || byte == '<' || byte == 0x7f || (byte >= 0x80 && !whole)) {
            fprintf(stream, "\\u%04x", byte);
        } else if (byte >= 0x80) {
            fwrite(text + i, 1, follow + 1, stream);
            i += follow;
        } else {
            fputc(byte, stream);
        }
    }
    fputc('"', stream);
}

static void write_field(FILE *stream, const char *name, const char *text)
{
    fprintf(stream, "\"%s\": ", name);
    write_string(stream, text, strlen(text));
}

static void write_kinds(FILE *stream, uint32_t kinds)
{
    const char *comma = "";

    fputs("\"kinds\": [", stream);
    for (int i = 0; i < VIOLATION_KINDS; i++) {
        if ((kinds & violation_kinds[i].bit) != 0) {
            fprintf(stream, "%s\"%s\"", comma, violation_kinds[i].name);
            comma = ", ";
        }
    }
    fputs("]", stream);
}

static void write_processes(const struct programs *programs, FILE *stream)
{
    const struct control *control = programs->control;
    char text[512];

    fputs("  \"processes\": [", stream);
    for (uint32_t i = 0; i < control->process_count; i++) {
        process_title(control, (int)i, text, sizeof(text));
        fprintf(stream, "%s\n    {", i == 0 ? "" : ",");
        write_field(stream, "name", text);
        text[0] = '\0';
        if (control->processes[i].state == PROCESS_PARKED) {
            blocked_text(programs, (int)i, text, sizeof(text));
        }
        fputs(", ", stream);
        write_field(stream, "blocked", text);
        fputs("}", stream);
    }
    fputs("\n  ],\n", stream);
}

static void write_objects(const struct control *control, FILE *stream)
{
    static const char *const kinds[] = {"none",    "memory",    "name",     "semaphore name",
                                        "key",     "semaphore", "mutex",    "condition variable",
                                        "barrier", "rwlock",    "spin lock"};

    fputs("  \"objects\": [", stream);
    for (uint32_t i = 0; i < control->object_count; i++) {
        const struct object *object = &control->objects[i];
        fprintf(stream, "%s\n    {\"kind\": \"%s\", \"length\": %llu, ", i == 0 ? "" : ",",
                object->kind <= OBJECT_SPIN ? kinds[object->kind] : "none",
                (unsigned long long)object->length);
        write_field(stream, "label", object->label);
        fputs("}", stream);
    }
    fputs("\n  ],\n", stream);
}

static void write_bytes(FILE *stream, const struct control *control, const struct event *event)
{
    fputs(", \"data\": \"", stream);
    for (uint32_t i = 0; i < event->data_size && event->data + i < ARENA_SIZE; i++) {
        fprintf(stream, "%02x", (unsigned char)control->arena[event->data + i]);
    }
    fputs("\"", stream);
}

static bool is_access(const struct event *event)
{
    return (event->op.flags & OP_MEMORY) != 0 && event->op.offset < OFFSET_LENGTH &&
           event->op.size < OFFSET_LENGTH && event->op.kind != OP_EXIT && event->op.object >= 0;
}

static void write_event(const struct programs *programs, const struct finding *finding, int index,
                        FILE *stream)
{
    const struct control *control = programs->control;
    const struct event *event = &control->events[index];
    char text[256];

    event_text(control, event, text, sizeof(text));
    fprintf(stream, "    {\"process\": %d, ", event->process);
    write_field(stream, "what", text);
    fputs(", ", stream);
    write_field(stream, "operation", operation_name(event->op.kind));
    fputs(", ", stream);
    write_field(stream, "place", source_of(programs, event->process, event->op.pc));
    fputs(", ", stream);
    write_field(stream, "path", source_path(programs, event->process, event->op.pc));
    margin_text(control, finding, index, text, sizeof(text));
    fputs(", ", stream);
    write_field(stream, "margin", text);
    fputs(", \"arguments\": ", stream);
    write_string(stream, control->arena + event->detail, event->detail_size);
    fprintf(stream, ", \"object\": %d, \"object2\": %d, \"result\": %lld, ", event->op.object,
            event->op.object2, (long long)event->result);
    write_field(stream, "error", event->error == 0 ? "" : strerrorname_np(event->error));
    fprintf(stream, ", \"acquired\": %s, \"step\": %s",
            (event->flags & EVENT_ACQUIRED) != 0 ? "true" : "false",
            (event->flags & EVENT_NOTE) != 0 ? "false" : "true");
    if (is_access(event)) {
        followed_name(programs, index, text, sizeof(text));
        fprintf(stream, ", \"offset\": %llu, \"size\": %llu, \"writes\": %s, ",
                (unsigned long long)event->op.offset, (unsigned long long)event->op.size,
                (event->op.flags & OP_WRITES) != 0 ? "true" : "false");
        write_field(stream, "name", text);
        value_text(control, event, false, text, sizeof(text));
        fputs(", ", stream);
        write_field(stream, "before", text);
        value_text(control, event, true, text, sizeof(text));
        fputs(", ", stream);
        write_field(stream, "after", text);
        write_bytes(stream, control, event);
    } else {
        fprintf(stream, ", \"before\": \"%llu\", \"after\": \"%llu\"",
                (unsigned long long)event->before, (unsigned long long)event->after);
    }
    fputs("}", stream);
}

/* Writes one source file as a field, if it can be read. comma: goes before it. */
static bool write_source(const char *path, const char *comma, FILE *stream)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    char *text = malloc(SOURCE_LIMIT);
    if (text == NULL) {
        tool_fault("there is no memory for the sources");
    }
    size_t length = fread(text, 1, SOURCE_LIMIT, file);
    fclose(file);
    fprintf(stream, "%s\n    ", comma);
    write_string(stream, path, strlen(path));
    fputs(": ", stream);
    write_string(stream, text, length);
    free(text);
    return true;
}

static bool is_among(const char *path, char *const *paths, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(paths[i], path) == 0) {
            return true;
        }
    }
    return false;
}

/* Writes the source files that the events name, each once. */
static void write_sources(const struct programs *programs, FILE *stream)
{
    const struct control *control = programs->control;
    char *seen[SOURCE_FILES];
    int count = 0;

    fputs("  \"sources\": {", stream);
    for (uint32_t i = 0; i < control->event_count && count < SOURCE_FILES; i++) {
        const char *place =
            source_path(programs, control->events[i].process, control->events[i].op.pc);
        const char *colon = strrchr(place, ':');
        if (colon == NULL) {
            continue;
        }
        char path[4096];
        snprintf(path, sizeof(path), "%.*s", (int)(colon - place), place);
        if (is_among(path, seen, count) || !write_source(path, count == 0 ? "" : ",", stream)) {
            continue;
        }
        seen[count] = strdup(path);
        if (seen[count] == NULL) {
            tool_fault("there is no memory for the sources");
        }
        count++;
    }
    while (count > 0) {
        free(seen[--count]);
    }
    fputs("\n  },\n", stream);
}

static void write_schedule_field(const struct control *control, FILE *stream)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);

    if (memory == NULL) {
        tool_fault("there is no memory for a schedule");
    }
    write_schedule(control, memory, "");
    fclose(memory);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n') {
            text[i] = ' ';
        }
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    fputs("  \"schedule\": ", stream);
    write_string(stream, text, length);
    free(text);
}

void report_json(const struct programs *programs, const struct finding *finding, FILE *stream)
{
    const struct control *control = programs->control;
    static char output[65536];
    char text[512];
    bool first = true;

    fputs("{\n  ", stream);
    write_field(stream, "verdict", finding->kinds == 0 ? "clean" : violation_name(finding->kinds));
    fputs(",\n  ", stream);
    write_kinds(stream, finding->kinds);
    fputs(",\n  ", stream);
    finding_text(programs, finding, text, sizeof(text));
    write_field(stream, "text", text);
    fputs(",\n", stream);
    write_processes(programs, stream);
    write_objects(control, stream);
    fputs("  \"events\": [\n", stream);
    for (uint32_t i = 0; i < control->event_count; i++) {
        if (!is_shown(&control->events[i])) {
            continue;
        }
        if (!first) {
            fputs(",\n", stream);
        }
        first = false;
        write_event(programs, finding, (int)i, stream);
    }
    fputs("\n  ],\n", stream);
    write_sources(programs, stream);
    size_t length = read_output(control->output[0], output, sizeof(output));
    fputs("  \"output\": ", stream);
    write_string(stream, output, length);
    length = read_output(programs->error_fd, output, sizeof(output));
    fputs(",\n  \"errors\": ", stream);
    write_string(stream, output, length);
    fputs(",\n", stream);
    write_schedule_field(control, stream);
    fputs("\n}\n", stream);
}

void report_json_verdict(const struct counts *counts, const char *verdict, const char *text,
                         FILE *stream)
{
    fputs("{\n  ", stream);
    write_field(stream, "verdict", verdict);
    fputs(",\n  \"kinds\": [],\n  ", stream);
    write_field(stream, "text", text);
    fprintf(
        stream,
        ",\n  \"runs\": %llu,\n  \"traces\": %llu,\n  \"longest\": %u,\n  \"processes\": [],\n  "
        "\"objects\": [],\n  \"events\": [],\n  \"sources\": {},\n  \"output\": \"\",\n  "
        "\"errors\": \"\",\n  \"schedule\": \"\"\n}\n",
        (unsigned long long)counts->runs, (unsigned long long)counts->complete, counts->longest);
}
