/* report_mermaid.c - a run as a Mermaid sequence diagram, for Markdown that is rendered. */
#include "report_mermaid.h"

#include <string.h>

#include "drawing.h"
#include "names.h"
#include "sentences.h"
#include "source.h"
#include "violations.h"

/* Writes text without the characters that have a meaning in Mermaid. */
static void write_plain(FILE *stream, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '>' && text[1] != '\0') {
            fputs(" to ", stream);
        } else if (strchr(";#<>{}\"\n", *text) == NULL) {
            fputc(*text, stream);
        }
    }
}

static const char *partner(const struct control *control, const struct event *event)
{
    int32_t object = event->op.object;

    return object >= 0 && object < MAX_OBJECTS && (event->op.flags & OP_LOCAL) == 0
               ? control->objects[object].label
               : NULL;
}

static void write_event(const struct programs *programs, const struct finding *finding, int index,
                        FILE *stream)
{
    const struct control *control = programs->control;
    const struct event *event = &control->events[index];
    const char *with = partner(control, event);
    char text[256], margin[128];

    event_text(control, event, text, sizeof(text));
    if (with != NULL) {
        fprintf(stream, "    p%d->>o%d: ", event->process, event->op.object);
    } else {
        fprintf(stream, "    Note over p%d: ", event->process);
    }
    write_plain(stream, source_of(programs, event->process, event->op.pc));
    fputc(' ', stream);
    write_plain(stream, text);
    fputc('\n', stream);
    margin_text(control, finding, index, margin, sizeof(margin));
    if (margin[0] != '\0') {
        fprintf(stream, "    Note right of p%d: %s\n", event->process, margin);
    }
}

void report_mermaid(const struct programs *programs, const struct finding *finding, FILE *stream)
{
    const struct control *control = programs->control;
    char text[512];

    fputs("sequenceDiagram\n", stream);
    finding_text(programs, finding, text, sizeof(text));
    fprintf(stream, "    %%%% %s: %s\n", violation_name(finding->kinds), text);
    for (uint32_t i = 0; i < control->process_count; i++) {
        process_title(control, (int)i, text, sizeof(text));
        fprintf(stream, "    participant p%u as %s\n", i, text);
    }
    for (uint32_t i = 0; i < control->object_count; i++) {
        bool used = false;
        for (uint32_t k = 0; k < control->event_count; k++) {
            used |= control->events[k].op.object == (int32_t)i &&
                    partner(control, &control->events[k]) != NULL;
        }
        if (!used) {
            continue;
        }
        fprintf(stream, "    participant o%u as %s", i,
                control->objects[i].kind == OBJECT_SHM_NAME   ? "name "
                : control->objects[i].kind == OBJECT_SEM_NAME ? "semaphore name "
                                                              : "");
        write_plain(stream, control->objects[i].label);
        fputc('\n', stream);
    }
    for (uint32_t i = 0; i < control->event_count; i++) {
        if (is_shown(&control->events[i])) {
            write_event(programs, finding, (int)i, stream);
        }
    }
    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].state == PROCESS_PARKED) {
            blocked_text(programs, (int)i, text, sizeof(text));
            fprintf(stream, "    Note over p%u: ", i);
            write_plain(stream, text);
            fputc('\n', stream);
        }
    }
}
