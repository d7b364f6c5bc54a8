/* schedule.c - orders as text: those that shmcheck prints, and those that people write.
 *
 * Printed: one word a step, "who:what", "who:what=choice" where there was a choice, "*N" for N like
 * it. Written: one line "who [what] [xN]"; a step is one access to shared memory between the first
 * fork and the return of the parent's wait, and everything else happens by itself on the way.
 */
#include "explorer.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define LINE_WIDTH 96

struct item {
    char who[LABEL_SIZE];
    char what[32]; /* empty: anything */
    int choice;
    uint64_t count;
    int line; /* of the file, from 1 */
};

struct script {
    struct item *items;
    size_t count, room;
    size_t at;
    uint64_t taken; /* of the current item */
    const char *name;
    bool waited; /* the parent's wait has returned: no more steps */
    char error[512];
};

static struct item *new_item(struct script *script)
{
    if (script->count == script->room) {
        script->room = script->room == 0 ? 64 : script->room * 2;
        script->items = realloc(script->items, script->room * sizeof(*script->items));
        if (script->items == NULL) {
            tool_fault("there is no memory for a schedule");
        }
    }
    script->items[script->count] = (struct item){.count = 1};
    return &script->items[script->count++];
}

/* The name of a process as it is in every run: child1, not child. */
static void canonical_name(const struct session *session, int index, char *name, size_t size)
{
    const struct control *control = session->control;
    const struct process *process = &control->processes[index];
    char parent[LABEL_SIZE / 2];

    if (process->parent < 0) {
        process_title(session, index, name, size);
    } else if (control->processes[process->parent].parent < 0 &&
               session->options->program_count == 1) {
        snprintf(name, size, "child%d", process->ordinal);
    } else {
        canonical_name(session, process->parent, parent, sizeof(parent));
        snprintf(name, size, "%s.child%d", parent, process->ordinal);
    }
}

/* Is this the process that a schedule calls by that name? "child" means child1. */
static bool is_called(const struct session *session, int index, const char *name)
{
    char canonical[LABEL_SIZE], wanted[LABEL_SIZE * 2];
    size_t length = 0;

    canonical_name(session, index, canonical, sizeof(canonical));
    for (const char *at = name; *at != '\0' && length < sizeof(wanted) - 2; at++) {
        wanted[length++] = *at;
        if (*at == 'd' && (at[1] == '\0' || at[1] == '.') && length >= 5 &&
            memcmp(wanted + length - 5, "child", 5) == 0) {
            wanted[length++] = '1';
        }
    }
    wanted[length] = '\0';
    return strcmp(canonical, wanted) == 0;
}

static int process_called(const struct session *session, const char *name)
{
    for (uint32_t i = 0; i < session->control->process_count; i++) {
        if (is_called(session, (int)i, name)) {
            return (int)i;
        }
    }
    return -1;
}

/* Writes the order of the run on the page, as --replay reads it. */
void write_schedule(const struct session *session, FILE *stream, const char *indent)
{
    const struct control *control = session->control;
    char last[256] = "", word[320], name[LABEL_SIZE];
    size_t column = 0, repeats = 0;

    for (uint32_t i = 0; i <= control->event_count; i++) {
        const struct event *event = &control->events[i];

        if (i < control->event_count) {
            if ((event->flags & EVENT_NOTE) != 0 || event->op.kind == OP_START) {
                continue;
            }
            canonical_name(session, event->process, name, sizeof(name));
            snprintf(word, sizeof(word), "%s:%s", name, operation_name(event->op.kind));
            if (event->choice != 0) {
                snprintf(word + strlen(word), sizeof(word) - strlen(word), "=%d", event->choice);
            }
            if (strcmp(word, last) == 0) {
                repeats++;
                continue;
            }
        }
        if (repeats > 0) {
            char text[320];
            int length = repeats == 1 ? snprintf(text, sizeof(text), "%s", last)
                                      : snprintf(text, sizeof(text), "%s*%zu", last, repeats);
            if (column > 0 && column + 1 + (size_t)length > LINE_WIDTH) {
                fputc('\n', stream);
                column = 0;
            }
            fprintf(stream, "%s%s", column == 0 ? indent : " ", text);
            column += (size_t)length + 1;
        }
        snprintf(last, sizeof(last), "%s", word);
        repeats = 1;
    }
    if (column > 0) {
        fputc('\n', stream);
    }
}

/* Reads a whole file of text. Returns NULL when that is not possible; the reason has been printed.
 */
static char *read_file(const char *path)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    size_t room = 4096, length = 0, got;
    char *text;
    const char *nul;
    int error = 0;

    if (file == NULL) {
        fprintf(stderr, "shmcheck: %s: %s\n", path, strerror(errno));
        return NULL;
    }
    text = malloc(room);
    while (text != NULL && (got = fread(text + length, 1, room - length - 1, file)) > 0) {
        length += got;
        if (length + 1 == room) {
            /* cppcheck-suppress memleakOnRealloc ; without memory the whole program ends */
            text = realloc(text, room *= 2);
        }
    }
    if (text == NULL) {
        tool_fault("there is no memory for a schedule");
    }
    if (ferror(file) != 0) {
        error = errno;
    }
    if (file != stdin) {
        fclose(file);
    }
    text[length] = '\0';
    nul = memchr(text, '\0', length);
    if (error == 0 && nul == NULL) {
        return text;
    }
    if (error != 0) {
        fprintf(stderr, "shmcheck: %s: %s\n", path, strerror(error));
    } else {
        /* Whatever stands behind it would be passed over in silence. */
        int line = 1;
        for (const char *at = text; at < nul; at++) {
            line += *at == '\n';
        }
        fprintf(stderr, "%s:%d: a NUL byte: a schedule is plain text\n", path, line);
    }
    free(text);
    return NULL;
}

/* Reads the decimal number behind a sign of a printed word, and cuts the word there. False: there
 * is something else than a number from `least` on. number: stays as it is without the sign. */
static bool cut_number(char *word, char sign, uint64_t least, uint64_t *number)
{
    char *at = strrchr(word, sign), *end;

    if (at == NULL) {
        return true;
    }
    *at = '\0';
    if (!isdigit((unsigned char)at[1])) {
        return false;
    }
    errno = 0;
    *number = strtoull(at + 1, &end, 10);
    return *end == '\0' && errno == 0 && *number >= least && *number <= MAX_EVENTS;
}

/* Reads one printed word: who:what[=choice][*N]. */
static bool parse_word(struct script *script, const char *step)
{
    struct item *item = new_item(script);
    char word[2 * LABEL_SIZE];
    uint64_t choice = 0;
    char *colon;

    if ((size_t)snprintf(word, sizeof(word), "%s", step) >= sizeof(word)) {
        return false;
    }
    if (!cut_number(word, '*', 1, &item->count) || !cut_number(word, '=', 0, &choice)) {
        return false;
    }
    item->choice = (int)choice;
    colon = strrchr(word, ':');
    if (colon == NULL || colon - word >= LABEL_SIZE || strlen(colon + 1) >= sizeof(item->what)) {
        return false;
    }
    snprintf(item->who, sizeof(item->who), "%.*s", (int)(colon - word), word);
    snprintf(item->what, sizeof(item->what), "%s", colon + 1);
    return true;
}

/* Follows a printed order step by step; the first that does not fit ends the run. */
static int choose_replay(void *context, struct session *session, const struct candidate *candidates,
                         int count)
{
    struct script *script = context;
    const struct item *item;
    int process;

    if (script->at == script->count) {
        return choose_default(NULL, session, candidates, count);
    }
    item = &script->items[script->at];
    process = process_called(session, item->who);
    for (int i = 0; i < count; i++) {
        if (candidates[i].process != process || candidates[i].choice != item->choice ||
            (strcmp(operation_name(candidates[i].op.kind), item->what) != 0 &&
             strcmp(item->what, "killed") != 0)) {
            continue;
        }
        if (++script->taken == item->count) {
            script->at++;
            script->taken = 0;
        }
        return i;
    }
    if (process == -1) {
        snprintf(script->error, sizeof(script->error), "step %u: there is no process %s",
                 session->control->step + 1, item->who);
    } else {
        snprintf(script->error, sizeof(script->error),
                 "step %u: %s cannot take %s; its next operation is %s", session->control->step + 1,
                 item->who, item->what,
                 operation_name(session->control->processes[process].pending.kind));
    }
    return -1;
}

static bool is_access(const struct operation *op)
{
    return (op->flags & OP_MEMORY) != 0 && op->offset < OFFSET_LENGTH && op->kind != OP_EXIT &&
           op->kind != OP_FTRUNCATE;
}

static bool is_read(const struct operation *op)
{
    return (op->flags & OP_WRITES) == 0;
}

__attribute__((format(printf, 3, 4))) static int
cannot(struct script *script, const struct item *item, const char *format, ...)
{
    char text[400];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof(text), format, arguments);
    va_end(arguments);
    snprintf(script->error, sizeof(script->error), "%.100s:%d: %s", script->name, item->line, text);
    return -1;
}

/* What a written order does next: the step of its line, or what the process does on the way there.
 */
static int choose_written(void *context, struct session *session,
                          const struct candidate *candidates, int count)
{
    struct script *script = context;
    const struct control *control = session->control;
    const struct operation *op;
    const struct item *item;
    int process, candidate = -1;

    for (uint32_t i = 0; i < control->event_count; i++) {
        if (control->events[i].op.kind == OP_WAIT && control->events[i].error == 0) {
            script->waited = true;
        }
    }
    /* The processes are not there yet, or nothing is left to follow: parent first. */
    if (script->at == script->count || control->process_count == control->program_count) {
        return 0;
    }
    item = &script->items[script->at];
    process = process_called(session, item->who);
    if (process == -1) {
        return cannot(script, item, "there is no process %s", item->who);
    }
    op = &control->processes[process].pending;
    for (int i = 0; i < count; i++) {
        if (candidates[i].process == process) {
            candidate = i;
        }
    }
    if (script->waited || control->processes[process].state == PROCESS_DEAD ||
        op->kind == OP_EXIT || op->kind == OP_WAIT) {
        return cannot(script, item, "%s has no step left: step %llu of %llu cannot be taken",
                      item->who, (unsigned long long)script->taken + 1,
                      (unsigned long long)item->count);
    }
    if (candidate == -1) {
        return cannot(script, item, "%s cannot go on: it is blocked in %s", item->who,
                      operation_name(op->kind));
    }
    if (!is_access(op)) {
        return candidate;
    }
    if (item->what[0] != '\0' && strcmp(item->what, is_read(op) ? "read" : "write") != 0) {
        return cannot(script, item,
                      "the next step of %s is a %s, not a %s (step %llu of %llu, at %s)", item->who,
                      is_read(op) ? "read" : "write", item->what,
                      (unsigned long long)script->taken + 1, (unsigned long long)item->count,
                      source_of(session, process, op->pc));
    }
    if (++script->taken == item->count) {
        script->at++;
        script->taken = 0;
    }
    return candidate;
}

/* Reads one written line: who [what] [xN], blanks or tabs between, # begins a comment. */
static bool parse_line(struct script *script, char *line, int number)
{
    char *rest = NULL, *word;
    struct item *item;

    line[strcspn(line, "#\r")] = '\0';
    word = strtok_r(line, " \t", &rest);
    if (word == NULL) {
        return true;
    }
    item = new_item(script);
    item->line = number;
    if (strlen(word) >= sizeof(item->who)) {
        return cannot(script, item, "\"%.40s\" is no name of a process", word) == 0;
    }
    snprintf(item->who, sizeof(item->who), "%s", word);
    word = strtok_r(NULL, " \t", &rest);
    if (word != NULL && (strcmp(word, "read") == 0 || strcmp(word, "write") == 0)) {
        snprintf(item->what, sizeof(item->what), "%s", word);
        word = strtok_r(NULL, " \t", &rest);
    }
    if (word != NULL && word[0] == 'x' && isdigit((unsigned char)word[1])) {
        char *end;
        errno = 0;
        item->count = strtoull(word + 1, &end, 10);
        if (*end != '\0' || errno != 0 || item->count == 0 || item->count > 1000000000) {
            return cannot(script, item, "\"%.40s\" is no number of steps (x1, x2, ...)", word) == 0;
        }
        word = strtok_r(NULL, " \t", &rest);
    }
    if (word != NULL) {
        return cannot(
                   script, item,
                   "\"%.40s\" is not understood: a line is a process, then read or write, then xN",
                   word) == 0;
    }
    return true;
}

/* Runs a script, prints its output, and its report if there is a violation. Returns the exit
 * status. */
static int run_script(struct session *session, struct script *script, chooser choose, bool shows,
                      FILE *stream)
{
    static char output[65536];
    struct finding finding;
    enum ending ending;
    int status = EXIT_CLEAN;
    size_t length;

    session->control->recording = true;
    ending = run_once(session, NULL, 0, choose, script);
    judge(session, ending, &finding);
    if (ending == ENDING_COMPLETE && script->at < script->count && script->error[0] == '\0') {
        snprintf(script->error, sizeof(script->error),
                 script->items[script->at].line > 0
                     ? "%s:%d: every process has ended before this step"
                     : "%s: every process has ended before step %d",
                 script->name,
                 script->items[script->at].line > 0 ? script->items[script->at].line
                                                    : (int)session->control->step + 1);
    }
    if (script->error[0] != '\0') {
        fprintf(stderr, "%s\n", script->error);
        status = EXIT_CANNOT;
    } else if (finding.kinds != 0) {
        status = EXIT_VIOLATION;
        report_run(session, &finding, stream);
    } else if (ending == ENDING_TROUBLE) {
        status = EXIT_UNKNOWN;
        report_incomplete(session, stream);
    } else if (session->options->format != FORMAT_TEXT) {
        report_run(session, &finding, stream);
    } else if (shows) {
        length = read_output(session, 0, output, sizeof(output));
        fwrite(output, 1, length, stream);
    } else {
        fputs("shmcheck: nothing found in this order\n", stream);
    }
    finish_run(session);
    free(script->items);
    return status;
}

/* Runs a printed order again and again. Returns how often it ended in the same violations. */
static uint64_t repeat(struct session *session, struct script *script, uint64_t times,
                       struct finding *first)
{
    uint64_t same = 0;

    for (uint64_t i = 0; i < times; i++) {
        struct finding finding;

        script->at = script->taken = 0;
        judge(session, run_once(session, NULL, 0, choose_replay, script), &finding);
        finish_run(session);
        if (script->error[0] != '\0') {
            break;
        }
        if (i == 0) {
            *first = finding;
        }
        same += finding.kinds != 0 && finding.kinds == first->kinds;
    }
    return same;
}

/* --replay with --repeat: no report but a count. Returns the exit status: 1 if every run has shown
 * the same violations, 2 if the order does not fit the program, 0 otherwise. */
static int run_repeated(struct session *session, struct script *script)
{
    uint64_t times = session->options->repeat;
    struct finding first = {.kinds = 0};
    uint64_t same = repeat(session, script, times, &first);

    if (script->error[0] != '\0') {
        fprintf(stderr, "%s\n", script->error);
        return EXIT_CANNOT;
    }
    printf("%s: %llu of %llu\n", violation_name(first.kinds), (unsigned long long)same,
           (unsigned long long)times);
    return same == times ? EXIT_VIOLATION : EXIT_CLEAN;
}

/* --replay: a file, or the text itself. Returns the exit status. */
int run_replay(struct session *session, FILE *stream)
{
    const char *schedule = session->options->schedule;
    struct script script = {.name = "schedule"};
    char *text = strchr(schedule, ':') == NULL || strchr(schedule, '/') != NULL
                     ? read_file(schedule)
                     : strdup(schedule);
    char *rest = NULL;

    if (text == NULL) {
        return EXIT_CANNOT;
    }
    for (char *word = strtok_r(text, " \t\n", &rest); word != NULL;
         word = strtok_r(NULL, " \t\n", &rest)) {
        if (!parse_word(&script, word)) {
            fprintf(stderr, "shmcheck: \"%s\" is no step of a schedule\n", word);
            return EXIT_CANNOT;
        }
    }
    free(text);
    if (session->options->repeat > 1) {
        int status = run_repeated(session, &script);
        free(script.items);
        return status;
    }
    return run_script(session, &script, choose_replay, false, stream);
}

/* --schedule: a file that someone wrote. Returns the exit status. */
int run_schedule_file(struct session *session, FILE *stream)
{
    struct script script = {.name = session->options->schedule};
    char *text = read_file(session->options->schedule);
    int number = 0;

    if (text == NULL) {
        return EXIT_CANNOT;
    }
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        if (!parse_line(&script, line, ++number)) {
            fprintf(stderr, "%s\n", script.error);
            return EXIT_CANNOT;
        }
    }
    free(text);
    return run_script(session, &script, choose_written, true, stream);
}
