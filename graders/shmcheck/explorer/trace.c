/* trace.c - one run in the default order, as a list of its calls and accesses. */
#include "trace.h"

#include <stddef.h>
#include <stdio.h>

#include "default_order.h"
#include "ending.h"
#include "exit_status.h"
#include "report_text.h"
#include "run.h"
#include "sentences.h"
#include "verdict.h"
#include "violations.h"

static void print_trace(const struct search *search, const struct report *report,
                        const struct finding *finding)
{
    report_trace(report->programs, report->stream);
    if (finding->kinds != 0) {
        char text[512];
        finding_text(search->programs, finding, text, sizeof(text));
        fprintf(report->stream, "%s: %s\n", violation_name(finding->kinds), text);
    }
}

int trace(struct search *search, const struct report *report)
{
    struct control *control = search->programs->control;

    control->recording = true;
    enum ending ending = next_run(search, NULL, 0, UNNOTICED_STARTS, choose_default, NULL);
    struct finding finding = judge(control, ending, search->wanted);
    int status = finding.kinds != 0         ? EXIT_VIOLATION
                 : ending == ENDING_TROUBLE ? EXIT_UNKNOWN
                                            : EXIT_CLEAN;
    if (report->format != FORMAT_TEXT) {
        report_run(report, &finding);
    } else {
        print_trace(search, report, &finding);
        if (status == EXIT_UNKNOWN) {
            report_incomplete(report, &search->hang);
        }
    }
    finish_run(search->programs);
    return status;
}
