/* explore.c - searches every order, then prints a violation or what was tried. */
#include "explore.h"

#include <stdio.h>
#include <stdlib.h>

#include "counts.h"
#include "default_order.h"
#include "ending.h"
#include "exit_status.h"
#include "fault.h"
#include "run.h"
#include "strategy.h"
#include "verdict.h"
#include "violations.h"

static void print_statistics(const struct counts *counts, const struct summary *summary,
                             FILE *stream)
{
    fprintf(stream,
            "statistics: %llu runs in %.3f s, bound %d, %llu traces (%llu deadlocked), "
            "%llu sleep-blocked, %llu samples\n",
            (unsigned long long)counts->runs, summary->seconds, summary->bound,
            (unsigned long long)counts->complete, (unsigned long long)counts->deadlocks,
            (unsigned long long)counts->cut, (unsigned long long)summary->samples);
}

static void print_claim(FILE *stream)
{
    fputs(
        "The claim: given this input, programs that are deterministic between visible operations,\n"
        "every shared access seen, and sequential consistency, one order of every Mazurkiewicz\n"
        "trace was run. For a program without races that carries over to the hardware.\n",
        stream);
}

/* Says what was tried without finding anything. Returns the exit status. */
static int print_verdict(const struct search *search, const struct report *report,
                         const struct summary *summary)
{
    const struct counts *counts = &search->counts;
    const char *verdict = "clean";
    int status = EXIT_CLEAN;
    char text[700];

    if (summary->coverage == SEARCH_BROKEN) {
        report_incomplete(report, &search->hang);
        return EXIT_UNKNOWN;
    }
    if (!counts->shared_seen) {
        snprintf(text, sizeof(text), "INCOMPLETE: 0 events: the program touched no shared memory");
        verdict = "incomplete";
        status = EXIT_UNKNOWN;
    } else if (summary->coverage == COVERED_ALL && search->bound < 0) {
        snprintf(text, sizeof(text),
                 "EXHAUSTIVE: every order of %u events, %llu traces: nothing found",
                 counts->longest, (unsigned long long)counts->complete);
    } else if (search->bound >= 0 && summary->bound == search->bound) {
        snprintf(text, sizeof(text), "AT MOST %d PREEMPTIONS: %llu orders: nothing found",
                 summary->bound, (unsigned long long)counts->runs);
    } else {
        snprintf(text, sizeof(text),
                 "SAMPLED: %llu orders, not all there are: nothing found within the budget",
                 (unsigned long long)counts->runs);
        verdict = "sampled";
        status = EXIT_UNKNOWN;
    }
    report_verdict(report, verdict, text);
    return status;
}

/* Runs a found order once more, with everything that a report shows, and prints it.
 * Returns the exit status. */
static int print_found(struct search *search, const struct report *report,
                       const struct found *found)
{
    search->programs->control->recording = true;
    enum ending ending =
        next_run(search, found->plan, found->length, UNNOTICED_STARTS, choose_default, NULL);
    struct finding finding = judge(search->programs->control, ending, search->wanted);
    if (finding.kinds == 0) {
        tool_fault("a violation (%s) did not repeat", violation_name(found->finding.kinds));
    }
    report_run(report, &finding);
    finish_run(search->programs);
    return EXIT_VIOLATION;
}

int explore(struct search *search, const struct report *report, double budget, struct extras extras)
{
    /* The other formats are read by programs: they take nothing after the report. */
    FILE *stream = report->format == FORMAT_TEXT ? report->stream : stderr;
    struct found found = {.plan = NULL};
    struct summary summary = search_all(search, budget, &found);
    int status = summary.violation ? print_found(search, report, &found)
                                   : print_verdict(search, report, &summary);

    if (extras.statistics) {
        print_statistics(&search->counts, &summary, stream);
    }
    if (extras.claim) {
        print_claim(stream);
    }
    free(found.plan);
    return status;
}
