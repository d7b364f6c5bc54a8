/* report_html.c - a run as a page that plays it: player.html with the JSON of the run in it. */
#include "explorer.h"

#include <stdlib.h>
#include <string.h>

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

/* Writes the run on the page as one HTML file that needs nothing else. */
void report_html(struct session *session, const struct finding *finding, FILE *stream)
{
    char *json = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&json, &length);

    if (memory == NULL) {
        tool_fault("there is no memory for a report");
    }
    report_json(session, finding, memory);
    fclose(memory);
    write_page(json, length, stream);
    free(json);
}

/* Writes a verdict without a run. */
void report_html_verdict(const struct session *session, const char *verdict, const char *text,
                         FILE *stream)
{
    char *json = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&json, &length);

    if (memory == NULL) {
        tool_fault("there is no memory for a report");
    }
    report_json_verdict(session, verdict, text, memory);
    fclose(memory);
    write_page(json, length, stream);
    free(json);
}
