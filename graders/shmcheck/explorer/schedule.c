/* schedule.c - one run in an order that is given: --schedule and --replay.
 *
 * In a written order a step is one access to shared memory between the first fork and the return of
 * the parent's wait, and everything else happens by itself on the way. A printed order names every
 * step.
 */
#include "schedule.h"

#include <stdio.h>
#include <string.h>

#include "default_order.h"
#include "enabled.h"
#include "ending.h"
#include "exit_status.h"
#include "names.h"
#include "output.h"
#include "programs.h"
#include "run.h"
#include "script.h"
#include "source.h"
#include "verdict.h"
#include "violations.h"

/* What a chooser follows. */
struct follower {
    const struct programs *programs;
    struct script script;
};

/* Follows a printed order step by step; the first that does not fit ends the run. */
static int choose_printed(void *context, const struct control *control,
                          const struct candidate *candidates, int count)
{
    struct script *script = &((struct follower *)context)->script;

    if (script->at == script->count) {
        return choose_default(NULL, control, candidates, count);
    }
    const struct item *item = &script->items[script->at];
    int process = process_called(control, item->who);
    for (int i = 0; i < count; i++) {
        if (candidates[i].process == process && candidates[i].choice == item->choice &&
            (strcmp(operation_name(candidates[i].op.kind), item->what) == 0 ||
             strcmp(item->what, "killed") == 0)) {
            take_item(script);
            return i;
        }
    }
    if (process == -1) {
        snprintf(script->error, sizeof(script->error), "step %u: there is no process %s",
                 control->step + 1, item->who);
    } else {
        snprintf(script->error, sizeof(script->error),
                 "step %u: %s cannot take %s; its next operation is %s", control->step + 1,
                 item->who, item->what, operation_name(control->processes[process].pending.kind));
    }
    return -1;
}

static bool is_access(const struct operation *op)
{
    return (op->flags & OP_MEMORY) != 0 && op->offset < OFFSET_LENGTH && op->kind != OP_EXIT &&
           op->kind != OP_FTRUNCATE;
}

static const char *access_name(const struct operation *op)
{
    return (op->flags & OP_WRITES) == 0 ? "read" : "write";
}

/* Has a wait of some process returned? */
static bool has_waited(const struct control *control)
{
    for (uint32_t i = 0; i < control->event_count; i++) {
        if (control->events[i].op.kind == OP_WAIT && control->events[i].error == 0) {
            return true;
        }
    }
    return false;
}

/* What a written order does next: the step of its line, or what the process does on the way
 * there. */
static int choose_written(void *context, const struct control *control,
                          const struct candidate *candidates, int count)
{
    const struct programs *programs = ((struct follower *)context)->programs;
    struct script *script = &((struct follower *)context)->script;

    script->waited |= has_waited(control);
    /* The processes are not there yet, or nothing is left to follow: parent first. */
    if (script->at == script->count || control->process_count == control->program_count) {
        return 0;
    }
    const struct item *item = &script->items[script->at];
    int process = process_called(control, item->who);
    if (process == -1) {
        return cannot(script, item, "there is no process %s", item->who);
    }
    const struct operation *op = &control->processes[process].pending;
    int candidate = -1;
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
    if (item->what[0] != '\0' && strcmp(item->what, access_name(op)) != 0) {
        return cannot(script, item,
                      "the next step of %s is a %s, not a %s (step %llu of %llu, at %s)", item->who,
                      access_name(op), item->what, (unsigned long long)script->taken + 1,
                      (unsigned long long)item->count, source_of(programs, process, op->pc));
    }
    take_item(script);
    return candidate;
}

/* Says so when the run has ended before the order has. */
static void check_end(struct script *script, const struct control *control)
{
    if (script->at == script->count || script->error[0] != '\0') {
        return;
    }
    int line = script->items[script->at].line;
    if (line > 0) {
        snprintf(script->error, sizeof(script->error),
                 "%s:%d: every process has ended before this step", script->name, line);
    } else {
        snprintf(script->error, sizeof(script->error), "%s: every process has ended before step %d",
                 script->name, (int)control->step + 1);
    }
}

/* Prints what a run without a violation has to show.
 * shows_output: as text, the output of the root. */
static void print_clean(const struct report *report, const struct finding *finding,
                        bool shows_output)
{
    static char output[65536];

    if (report->format != FORMAT_TEXT) {
        report_run(report, finding);
    } else if (shows_output) {
        size_t length = read_output(report->programs->control->output[0], output, sizeof(output));
        fwrite(output, 1, length, report->stream);
    } else {
        fputs("shmcheck: nothing found in this order\n", report->stream);
    }
}

/* Runs a script, prints its output, and its report if there is a violation. Returns the exit
 * status. */
static int run_script(struct search *search, const struct report *report, struct follower *follower,
                      chooser choose, bool shows_output)
{
    struct control *control = search->programs->control;
    struct script *script = &follower->script;
    int status = EXIT_CLEAN;

    control->recording = true;
    enum ending ending = next_run(search, NULL, 0, UNNOTICED_STARTS, choose, follower);
    struct finding finding = judge(control, ending, search->wanted);
    if (ending == ENDING_COMPLETE) {
        check_end(script, control);
    }
    if (script->error[0] != '\0') {
        fprintf(stderr, "%s\n", script->error);
        status = EXIT_CANNOT;
    } else if (finding.kinds != 0) {
        status = EXIT_VIOLATION;
        report_run(report, &finding);
    } else if (ending == ENDING_TROUBLE) {
        status = EXIT_UNKNOWN;
        report_incomplete(report, &search->hang);
    } else {
        print_clean(report, &finding, shows_output);
    }
    finish_run(search->programs);
    return status;
}

/* Runs a printed order again and again: no report but a count. Returns the exit status: 1 if every
 * run has shown the same violations, 2 if the order does not fit the program, 0 otherwise. */
static int run_repeated(struct search *search, struct follower *follower, uint64_t times)
{
    const struct script *script = &follower->script;
    uint32_t kinds = 0;
    uint64_t same = 0;

    for (uint64_t i = 0; i < times; i++) {
        rewind_script(&follower->script);
        enum ending ending = next_run(search, NULL, 0, UNNOTICED_STARTS, choose_printed, follower);
        struct finding finding = judge(search->programs->control, ending, search->wanted);
        finish_run(search->programs);
        if (script->error[0] != '\0') {
            fprintf(stderr, "%s\n", script->error);
            return EXIT_CANNOT;
        }
        if (i == 0) {
            kinds = finding.kinds;
        }
        same += finding.kinds != 0 && finding.kinds == kinds;
    }
    printf("%s: %llu of %llu\n", violation_name(kinds), (unsigned long long)same,
           (unsigned long long)times);
    return same == times ? EXIT_VIOLATION : EXIT_CLEAN;
}

int run_written(struct search *search, const struct report *report, const char *path)
{
    struct follower follower = {.programs = search->programs};

    if (!read_written(&follower.script, path)) {
        return EXIT_CANNOT;
    }
    int status = run_script(search, report, &follower, choose_written, true);
    free_script(&follower.script);
    return status;
}

int run_printed(struct search *search, const struct report *report, const char *source,
                uint64_t repeat)
{
    struct follower follower = {.programs = search->programs};

    if (!read_printed(&follower.script, source)) {
        return EXIT_CANNOT;
    }
    int status = repeat > 1 ? run_repeated(search, &follower, repeat)
                            : run_script(search, report, &follower, choose_printed, false);
    free_script(&follower.script);
    return status;
}
