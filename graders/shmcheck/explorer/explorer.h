/* explorer.h - what the files of the explorer share among themselves. */
#ifndef SHMCHECK_EXPLORER_H
#define SHMCHECK_EXPLORER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "../include/control.h"
#include "violations.h"

/* Exit statuses of shmcheck. */
enum { EXIT_CLEAN = 0, EXIT_VIOLATION = 1, EXIT_CANNOT = 2, EXIT_UNKNOWN = 3 };

enum format { FORMAT_TEXT, FORMAT_MERMAID, FORMAT_JSON, FORMAT_HTML };
enum mode { MODE_SEARCH, MODE_TRACE, MODE_SCHEDULE, MODE_REPLAY };

struct options {
    enum mode mode;
    enum format format;
    const char *schedule; /* file for --schedule, file or text for --replay */
    const char *output;   /* file for the report, NULL: standard output */
    const char *expect;   /* extended regular expression, NULL: any output */
    const char *input;    /* file for standard input, NULL: /dev/null */
    bool statuses[256];   /* accepted exit statuses of the roots */
    uint32_t wanted;      /* VIOLATION_* to look for */
    double budget;        /* seconds of processor time */
    uint64_t seed;
    uint64_t repeat; /* runs of --replay */
    int bound;       /* preemptions: search no further than this and stop; -1: no limit */
    bool explain, spurious, statistics;
    const char *kill_process;
    int kill_step;
    struct failure failures[MAX_FAILURES];
    uint32_t failure_count;
    char **programs[MAX_PROGRAMS]; /* argument vectors */
    int program_count;
};

/* One thing that a process could do next. */
struct candidate {
    int process;
    int choice;
    bool reluctant; /* a time-out or a spurious wake-up: not before there is nothing else */
    int value;      /* of the semaphore it is on, when the decision is made */
    bool free;      /* the lock it is on is held by nobody */
    struct operation op;
};

enum ending {
    ENDING_COMPLETE, /* every process has ended */
    ENDING_BLOCKED,  /* nobody can go on */
    ENDING_CUT,      /* the search has had enough: the rest is known */
    ENDING_TROUBLE   /* see trouble of the control page, or hang */
};

/* What was found in one run. */
struct finding {
    uint32_t kinds;
    int first, second; /* events of a race, -1 for none */
    char text[512];    /* one line for the most telling kind */
};

struct session {
    const struct options *options;
    struct control *control;
    int control_fd, error_fd, input_fd;
    pid_t servers[MAX_PROGRAMS];
    uint64_t runs;                     /* so far */
    uint64_t complete, deadlocks, cut; /* of the exhaustive search */
    uint32_t longest;                  /* steps of the longest run */
    bool reduces;                      /* steps that nobody notices are taken at once */
    bool strict_semaphores;            /* weak atomics were seen: see dependence.c */
    bool shared_seen;                  /* some run touched something shared */
    bool ends_matter;                  /* the program sends signals, or asks who has ended */
    char hang[256];                    /* why a run could not go on, or empty */
};

/* Picks one of the candidates; -1 ends the run as ENDING_CUT. */
typedef int (*chooser)(void *context, struct session *session, const struct candidate *candidates,
                       int count);

/* options.c */
bool parse_options(int count, char **arguments, struct options *options);

/* server.c */
bool start_session(struct session *session, const struct options *options);
void end_session(struct session *session);
bool order(struct session *session, int program, enum command command);
void tool_fault(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* run.c */
enum ending run_once(struct session *session, const struct planned *prefix, uint32_t length,
                     chooser choose, void *context);
void finish_run(struct session *session);
size_t read_output(struct session *session, int process, char *buffer, size_t size);
size_t read_errors(struct session *session, char *buffer, size_t size);
void process_title(const struct session *session, int process, char *name, size_t size);

/* watchdog.c */
bool wait_for_turn(struct session *session);

/* enabled.c */
int list_candidates(const struct session *session, struct candidate *candidates);
bool is_enabled(const struct session *session, int process);

/* dependence.c */
bool dependent(const struct session *session, const struct candidate *a, const struct candidate *b);
bool racing(const struct operation *a, const struct operation *b);

/* clocks.c */
bool find_race(const struct control *control, int *first, int *second);

/* verdict.c */
void judge(struct session *session, enum ending ending, struct finding *finding);
bool page_is_sound(const struct control *control);
void blocked_text(const struct session *session, int process, char *text, size_t size);

/* bounded.c, exhaustive.c, sampling.c: each returns true when it has found a violation, whose run
 * is then in *found. */
struct found {
    struct planned *plan;
    uint32_t length;
    struct finding finding;
};
enum coverage { COVERED_ALL, COVERED_BOUND, OUT_OF_TIME, SEARCH_BROKEN };
/* When a search stops without having come to its end: at a time, as spent_seconds, or when the
 * session has had so many runs. */
struct limit {
    double deadline;
    uint64_t runs;
};
bool limit_reached(const struct session *session, struct limit limit);
bool search_bounded(struct session *session, struct limit limit, int *bound,
                    enum coverage *coverage, struct found *found);
bool search_exhaustive(struct session *session, struct limit limit, enum coverage *coverage,
                       struct found *found);
bool search_sampling(struct session *session, double deadline, uint64_t *samples,
                     struct found *found);
int choose_default(void *context, struct session *session, const struct candidate *candidates,
                   int count);
int default_candidate(const struct session *session, const struct candidate *candidates, int count,
                      bool *continues);
double now_seconds(void);
double spent_seconds(const struct session *session);
void keep_found(struct found *found, const struct session *session, const struct finding *finding);

/* schedule.c */
void write_schedule(const struct session *session, FILE *stream, const char *indent);
int run_schedule_file(struct session *session, FILE *stream);
int run_replay(struct session *session, FILE *stream);

/* source.c */
const char *source_of(const struct session *session, int process, uint64_t pc);
const char *source_path(const struct session *session, int process, uint64_t pc);

/* report.c */
const char *operation_name(uint16_t kind);
const char *event_name(const struct event *event);
void event_text(const struct session *session, const struct event *event, char *text, size_t size);
void value_text(const struct control *control, const struct event *event, bool after, char *text,
                size_t size);
bool is_shown(const struct event *event);
int followed_event(const struct control *control, const struct finding *finding);
void followed_name(const struct session *session, int index, char *name, size_t size);
void margin_text(const struct session *session, const struct finding *finding, int index,
                 char *text, size_t size);
void incomplete_text(const struct session *session, char *text, size_t size);
void report_incomplete(const struct session *session, FILE *stream);
void report_run(struct session *session, const struct finding *finding, FILE *stream);

void report_verdict(const struct session *session, const char *verdict, const char *text,
                    FILE *stream);

/* report_json.c, report_html.c, report_mermaid.c */
void write_string(FILE *stream, const char *text, size_t length);
void report_json(struct session *session, const struct finding *finding, FILE *stream);
void report_json_verdict(const struct session *session, const char *verdict, const char *text,
                         FILE *stream);
void report_html(struct session *session, const struct finding *finding, FILE *stream);
void report_html_verdict(const struct session *session, const char *verdict, const char *text,
                         FILE *stream);
void report_mermaid(struct session *session, const struct finding *finding, FILE *stream);

/* report_text.c */
void report_text(struct session *session, const struct finding *finding, FILE *stream);
void report_trace(struct session *session, FILE *stream);

#endif
