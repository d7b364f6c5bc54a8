/* report_html.c - a run as a page that plays it: player.html with the JSON of the run in it. */
#include "report_html.h"

#include <stdlib.h>
#include <string.h>

#include "fault.h"
#include "report_json.h"

/* player.html, linked in by the Makefile. */
extern const char _binary_player_html_start[], _binary_player_html_end[];

#define PLACE "\"the run\""

/* Writes the page around a JSON object. */
static void write_page(const char *json, size_t length, FILE *stream)
{
    const char *start = _binary_player_html_start;
    /* cppcheck-suppress comparePointers ; the linker names both ends of one array */
    size_t size = (size_t)(_binary_player_html_end - start);
    const char *place = memmem(start, size, PLACE, sizeof(PLACE) - 1);

    if (place == NULL) {
        tool_fault("player.html has no place for a run");
    }
    fwrite(start, 1, (size_t)(place - start), stream);
    fwrite(json, 1, length, stream);
    place += sizeof(PLACE) - 1;
    fwrite(place, 1, size - (size_t)(place - start), stream);
}

/* The JSON of a page, in memory. */
struct json {
    char *text;
    size_t length;
    FILE *stream;
};

static void begin_json(struct json *json)
{
    json->stream = open_memstream(&json->text, &json->length);
    if (json->stream == NULL) {
        tool_fault("there is no memory for a report");
    }
}

static void end_json(struct json *json, FILE *page)
{
    fclose(json->stream);
    write_page(json->text, json->length, page);
    free(json->text);
}

void report_html(const struct programs *programs, const struct finding *finding, FILE *stream)
{
    struct json json;
    begin_json(&json);
    report_json(programs, finding, json.stream);
    end_json(&json, stream);
}

void report_html_verdict(const struct counts *counts, const char *verdict, const char *text,
                         FILE *stream)
{
    struct json json;
    begin_json(&json);
    report_json_verdict(counts, verdict, text, json.stream);
    end_json(&json, stream);
}
