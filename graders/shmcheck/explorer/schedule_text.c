/* schedule_text.c - an order as text, as --replay reads it. */
#include "schedule_text.h"

#include <stdbool.h>
#include <string.h>

#include "names.h"

#define LINE_WIDTH 96
#define WORD_SIZE 320

/* Words on their way to a stream: equal ones in a row become one. */
struct line {
    FILE *stream;
    const char *indent;
    size_t column;
    char word[WORD_SIZE];
    size_t repeats; /* of the word, 0: there is none yet */
};

/* Writes the word that is waiting. */
static void put_word(struct line *line)
{
    char text[WORD_SIZE + 32];
    int length = line->repeats == 1
                     ? snprintf(text, sizeof(text), "%s", line->word)
                     : snprintf(text, sizeof(text), "%s*%zu", line->word, line->repeats);

    if (line->column > 0 && line->column + 1 + (size_t)length > LINE_WIDTH) {
        fputc('\n', line->stream);
        line->column = 0;
    }
    fprintf(line->stream, "%s%s", line->column == 0 ? line->indent : " ", text);
    line->column += (size_t)length + 1;
}

static void add_word(struct line *line, const char *word)
{
    if (line->repeats > 0 && strcmp(word, line->word) == 0) {
        line->repeats++;
        return;
    }
    if (line->repeats > 0) {
        put_word(line);
    }
    snprintf(line->word, sizeof(line->word), "%s", word);
    line->repeats = 1;
}

/* Is it a step that a schedule names? The start of a process happens by itself. */
static bool is_step(const struct event *event)
{
    return (event->flags & EVENT_NOTE) == 0 && event->op.kind != OP_START;
}

void write_schedule(const struct control *control, FILE *stream, const char *indent)
{
    struct line line = {.stream = stream, .indent = indent};

    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        if (!is_step(event)) {
            continue;
        }
        char name[LABEL_SIZE], word[WORD_SIZE], choice[16] = "";
        process_name(control, event->process, name, sizeof(name));
        if (event->choice != 0) {
            snprintf(choice, sizeof(choice), "=%d", event->choice);
        }
        snprintf(word, sizeof(word), "%s:%s%s", name, operation_name(event->op.kind), choice);
        add_word(&line, word);
    }
    if (line.repeats > 0) {
        put_word(&line);
        fputc('\n', stream);
    }
}
