/* main.c - shmcheck: explores every order of the processes of programs that share memory.
 *
 * Usage: shmcheck [OPTION...] [--] PROGRAM [ARGUMENT...] [+ PROGRAM [ARGUMENT...]]...
 * Read next: run.c (one run), bounded.c and exhaustive.c (the searches), clocks.c (what a race is).
 */
#include "explorer.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Parts of the budget that may be used up: by the first round of searches, by both rounds; and the
 * bounded search's part of a round. The rest is for sampling. */
#define FIRST_SHARE 0.3
#define BOTH_SHARE 0.85
#define BOUNDED_SHARE 0.35
/* Runs of each search in the first round, and of the bounded one in the second. */
#define FIRST_BOUNDED_RUNS 20
#define FIRST_EXHAUSTIVE_RUNS 600
#define BOUNDED_RUNS 1000
/* More than any search makes, and not so many that adding to them wraps around. */
#define ANY_RUNS (UINT64_MAX / 2)

static struct session session;

/* Ends what was started, however shmcheck ends. */
static void clean_up(void)
{
    end_session(&session);
}

/* kill and waitpid are all that end_session calls: both are safe in a handler (POSIX.1-2017 2.4.3).
 */
static void interrupted(int signal_number)
{
    end_session(&session);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

/* What was seen while searching, for the verdict. */
struct summary {
    bool violation;
    int bound; /* searched whole, -1: none */
    enum coverage coverage;
    uint64_t samples;
    double seconds; /* that the searches took */
    char incomplete[600];
};

static void print_statistics(const struct summary *summary, FILE *stream)
{
    if (session.options->statistics) {
        fprintf(stream,
                "statistics: %llu runs in %.3f s, bound %d, %llu traces (%llu deadlocked), "
                "%llu sleep-blocked, %llu samples\n",
                (unsigned long long)session.runs, summary->seconds, summary->bound,
                (unsigned long long)session.complete, (unsigned long long)session.deadlocks,
                (unsigned long long)session.cut, (unsigned long long)summary->samples);
    }
}

/* What exactly an exhaustive search has shown. */
static void print_claim(FILE *stream)
{
    fputs(
        "The claim: given this input, programs that are deterministic between visible operations,\n"
        "every shared access seen, and sequential consistency, one order of every Mazurkiewicz\n"
        "trace was run. For a program without races that carries over to the hardware.\n",
        stream);
}

static int print_verdict(const struct summary *summary, FILE *stream)
{
    const char *verdict = "clean";
    int status = EXIT_CLEAN;
    char text[700];

    if (summary->incomplete[0] != '\0') {
        snprintf(text, sizeof(text), "INCOMPLETE: %s", summary->incomplete);
        verdict = "incomplete";
        status = EXIT_UNKNOWN;
    } else if (!session.shared_seen) {
        snprintf(text, sizeof(text), "INCOMPLETE: 0 events: the program touched no shared memory");
        verdict = "incomplete";
        status = EXIT_UNKNOWN;
    } else if (summary->coverage == COVERED_ALL && session.options->bound < 0) {
        snprintf(text, sizeof(text),
                 "EXHAUSTIVE: every order of %u events, %llu traces: nothing found",
                 session.longest, (unsigned long long)session.complete);
    } else if (session.options->bound >= 0 && summary->bound == session.options->bound) {
        snprintf(text, sizeof(text), "AT MOST %d PREEMPTIONS: %llu orders: nothing found",
                 summary->bound, (unsigned long long)session.runs);
    } else {
        snprintf(text, sizeof(text),
                 "SAMPLED: %llu orders, not all there are: nothing found within the budget",
                 (unsigned long long)session.runs);
        verdict = "sampled";
        status = EXIT_UNKNOWN;
    }
    report_verdict(&session, verdict, text, stream);
    return status;
}

/* A violation that the exhaustive search has found is as long as that search happened to make it:
 * looks for one that needs few preemptions and shows as much. */
static void shorten(struct limit limit, struct found *found)
{
    struct found other = {.plan = NULL};
    enum coverage coverage;
    int bound;

    if (search_bounded(&session, limit, &bound, &coverage, &other) &&
        (found->finding.kinds & ~other.finding.kinds) == 0) {
        struct planned *longer = found->plan;
        *found = other;
        other.plan = longer;
    }
    free(other.plan);
}

/* One round of both searches, within a number of runs each and a time for both. Returns whether
 * there is nothing left to search. */
static bool search_round(struct summary *summary, double deadline, uint64_t bounded_runs,
                         uint64_t exhaustive_runs, struct found *found)
{
    double now = spent_seconds(&session), middle = now + (deadline - now) * BOUNDED_SHARE;
    struct limit limit = {.deadline = middle, .runs = session.runs + bounded_runs};

    if (session.options->bound >= 0) {
        limit = (struct limit){.deadline = deadline, .runs = ANY_RUNS};
    }
    summary->violation =
        search_bounded(&session, limit, &summary->bound, &summary->coverage, found);
    if (!summary->violation && summary->coverage != SEARCH_BROKEN && session.shared_seen &&
        session.options->bound < 0) {
        limit = (struct limit){.deadline = deadline, .runs = session.runs + exhaustive_runs};
        summary->violation = search_exhaustive(&session, limit, &summary->coverage, found);
        if (summary->violation) {
            shorten((struct limit){.deadline = deadline, .runs = session.runs + BOUNDED_RUNS},
                    found);
        }
    }
    if (!summary->violation && summary->coverage == SEARCH_BROKEN) {
        incomplete_text(&session, summary->incomplete, sizeof(summary->incomplete));
    }
    return summary->violation || summary->coverage == SEARCH_BROKEN ||
           summary->coverage == COVERED_ALL || !session.shared_seen || session.options->bound >= 0;
}

/* A short round first: it is enough for most bugs, and for the proof that a small program has none.
 */
static void search(struct summary *summary, struct found *found)
{
    double start = spent_seconds(&session), budget = session.options->budget;

    if (!search_round(summary, start + budget * FIRST_SHARE, FIRST_BOUNDED_RUNS,
                      FIRST_EXHAUSTIVE_RUNS, found) &&
        !search_round(summary, start + budget * BOTH_SHARE, BOUNDED_RUNS, ANY_RUNS, found)) {
        summary->violation = search_sampling(&session, start + budget, &summary->samples, found);
    }
}

/* Runs a found order once more, with everything that a report shows, and prints it. */
static int report_found(const struct found *found, FILE *stream)
{
    struct finding finding;
    enum ending ending;

    session.control->recording = true;
    session.reduces = false;
    ending = run_once(&session, found->plan, found->length, choose_default, NULL);
    judge(&session, ending, &finding);
    if (finding.kinds == 0) {
        tool_fault("a violation (%s: %s) did not repeat", violation_name(found->finding.kinds),
                   found->finding.text);
    }
    report_run(&session, &finding, stream);
    finish_run(&session);
    return EXIT_VIOLATION;
}

static int explore(FILE *stream)
{
    struct summary summary = {.bound = -1};
    struct found found = {.plan = NULL};
    int status;

    summary.seconds = -now_seconds();
    search(&summary, &found);
    summary.seconds += now_seconds();
    status = summary.violation ? report_found(&found, stream) : print_verdict(&summary, stream);
    /* The other formats are read by programs: they take nothing after the report. */
    print_statistics(&summary, session.options->format == FORMAT_TEXT ? stream : stderr);
    if (session.options->explain) {
        print_claim(session.options->format == FORMAT_TEXT ? stream : stderr);
    }
    free(found.plan);
    return status;
}

static int trace(FILE *stream)
{
    struct finding finding;
    enum ending ending;
    int status = EXIT_CLEAN;

    session.control->recording = true;
    ending = run_once(&session, NULL, 0, choose_default, NULL);
    judge(&session, ending, &finding);
    if (finding.kinds != 0) {
        status = EXIT_VIOLATION;
    } else if (ending == ENDING_TROUBLE) {
        status = EXIT_UNKNOWN;
    }
    if (session.options->format != FORMAT_TEXT) {
        report_run(&session, &finding, stream);
    } else {
        report_trace(&session, stream);
        if (finding.kinds != 0) {
            fprintf(stream, "%s: %s\n", violation_name(finding.kinds), finding.text);
        }
        if (status == EXIT_UNKNOWN) {
            report_incomplete(&session, stream);
        }
    }
    finish_run(&session);
    return status;
}

int main(int count, char **arguments)
{
    static struct options options;
    FILE *stream = stdout;
    int status;

    if (!parse_options(count, arguments, &options)) {
        return EXIT_CANNOT;
    }
    if (options.output != NULL) {
        stream = fopen(options.output, "we");
        if (stream == NULL) {
            fprintf(stderr, "shmcheck: %s: %s\n", options.output, strerror(errno));
            return EXIT_CANNOT;
        }
    }
    atexit(clean_up);
    signal(SIGINT, interrupted);
    signal(SIGTERM, interrupted);
    signal(SIGHUP, interrupted);
    if (!start_session(&session, &options)) {
        return EXIT_CANNOT;
    }
    if (options.mode == MODE_TRACE) {
        status = trace(stream);
    } else if (options.mode == MODE_SCHEDULE) {
        status = run_schedule_file(&session, stream);
    } else if (options.mode == MODE_REPLAY) {
        status = run_replay(&session, stream);
    } else {
        status = explore(stream);
    }
    if (fflush(stream) != 0) {
        tool_fault("the report cannot be written: %s", strerror(errno));
    }
    return status;
}
