/* report.c - what is printed in the end, in the format that was asked for. */
#include "report.h"

#include "report_html.h"
#include "report_json.h"
#include "report_mermaid.h"
#include "report_text.h"
#include "sentences.h"

void report_run(const struct report *report, const struct finding *finding)
{
    switch (report->format) {
    case FORMAT_TEXT:
        report_text(report->programs, finding, report->stream);
        break;
    case FORMAT_MERMAID:
        report_mermaid(report->programs, finding, report->stream);
        break;
    case FORMAT_JSON:
        report_json(report->programs, finding, report->stream);
        break;
    case FORMAT_HTML:
        report_html(report->programs, finding, report->stream);
        break;
    }
}

void report_verdict(const struct report *report, const char *verdict, const char *text)
{
    switch (report->format) {
    case FORMAT_TEXT:
        fprintf(report->stream, "%s\n", text);
        break;
    case FORMAT_MERMAID:
        fprintf(report->stream, "%%%% %s\n", text);
        break;
    case FORMAT_JSON:
        report_json_verdict(report->counts, verdict, text, report->stream);
        break;
    case FORMAT_HTML:
        report_html_verdict(report->counts, verdict, text, report->stream);
        break;
    }
}

void report_incomplete(const struct report *report, const struct hang *hang)
{
    char text[600], line[640];

    incomplete_text(report->programs, hang, text, sizeof(text));
    snprintf(line, sizeof(line), "INCOMPLETE: %s", text);
    report_verdict(report, "incomplete", line);
}
