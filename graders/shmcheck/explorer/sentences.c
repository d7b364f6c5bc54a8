/* sentences.c - what the numbers of a run mean: sentences with names and lines of the source. */
#include "sentences.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "names.h"
#include "output.h"
#include "page.h"
#include "source.h"
#include "violations.h"
#include "watchdog.h"

#define OUTPUT_ROOM 65536
#define SHOWN_OUTPUT 200 /* bytes of an output that a sentence quotes */

static void crash_text(const struct programs *programs, int process, char *text, size_t size)
{
    const struct control *control = programs->control;

    if (process < 0) {
        snprintf(text, size, "%s at %s", control->trouble_text,
                 source_of(programs, control->trouble_process, control->trouble_pc));
        return;
    }
    char name[LABEL_SIZE];
    process_title(control, process, name, sizeof(name));
    snprintf(text, size, "%s was killed by SIG%s", name,
             sigabbrev_np(WTERMSIG(control->processes[process].status)));
}

static void misuse_text(const struct programs *programs, char *text, size_t size)
{
    const struct misuse *misuse = &programs->control->misuse;
    char name[LABEL_SIZE];

    process_title(programs->control, misuse->process, name, sizeof(name));
    snprintf(text, size, "%s at %s: %.*s", name, source_of(programs, misuse->process, misuse->pc),
             TEXT_SIZE, misuse->text);
}

static void race_text(const struct control *control, const int *race, char *text, size_t size)
{
    const struct event *a = &control->events[race[0]];
    const struct event *b = &control->events[race[1]];
    bool weak = ((a->op.flags | b->op.flags) & OP_WEAK) != 0;
    char first[LABEL_SIZE], second[LABEL_SIZE];

    process_title(control, a->process, first, sizeof(first));
    process_title(control, b->process, second, sizeof(second));
    snprintf(text, size, "%s %ss and %s %ss the same bytes of %s, and nothing orders them%s", first,
             event_name(a), second, event_name(b), control->objects[a->op.object].label,
             weak ? " (the memory order is too weak)" : "");
}

/* An expression as somebody would read it: "\(" is "(". */
static void write_plainly(const char *expression, char *text, size_t size)
{
    size_t length = 0;

    for (; *expression != '\0' && length + 1 < size; expression++) {
        if (*expression == '\\' && ispunct((unsigned char)expression[1])) {
            expression++;
        }
        text[length++] = *expression;
    }
    text[length] = '\0';
}

static void output_text(const struct control *control, const char *expected, char *text,
                        size_t size)
{
    static char output[OUTPUT_ROOM];
    size_t length = read_roots(control, output, sizeof(output));
    char wanted[SHOWN_OUTPUT + 1];
    write_plainly(expected, wanted, sizeof(wanted));
    snprintf(text, size, "the output is \"%.*s%s\", expected was \"%s\"", SHOWN_OUTPUT, output,
             length > SHOWN_OUTPUT ? "..." : "", wanted);
}

static void status_text(const struct control *control, int process, char *text, size_t size)
{
    char name[LABEL_SIZE];

    process_title(control, process, name, sizeof(name));
    snprintf(text, size, "%s exits with status %d", name,
             WEXITSTATUS(control->processes[process].status));
}

/* Where the source forked a process. */
static const char *source_of_fork(const struct programs *programs, int child)
{
    const struct control *control = programs->control;

    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        if (event->op.kind == OP_FORK && event->op.target == child && event->error == 0) {
            return source_of(programs, event->process, event->op.pc);
        }
    }
    return "an unknown place";
}

/* Where the source made an object that has a name or a key. */
static const char *source_of_making(const struct programs *programs, const struct object *object)
{
    const struct control *control = programs->control;

    for (uint32_t i = 0; i < control->event_count; i++) {
        if (control->events[i].op.pc == object->pc) {
            return source_of(programs, control->events[i].process, object->pc);
        }
    }
    return "an unknown place";
}

static void left_text(const struct programs *programs, struct place place, char *text, size_t size)
{
    const struct control *control = programs->control;

    if (place.object < 0) {
        char name[LABEL_SIZE];
        process_title(control, place.process, name, sizeof(name));
        snprintf(text, size, "nobody has waited for %s, forked at %s", name,
                 source_of_fork(programs, place.process));
        return;
    }
    const struct object *object = &control->objects[place.object];
    const char *what = object->kind == OBJECT_SHM_NAME   ? "the shared memory object"
                       : object->kind == OBJECT_SEM_NAME ? "the named semaphore"
                                                         : "the System V";
    snprintf(text, size, "%s %s is left behind, made at %s", what, object->label,
             source_of_making(programs, object));
}

static void semaphore_text(const struct programs *programs, int index, char *text, size_t size)
{
    const struct object *object = &programs->control->objects[index];

    snprintf(text, size, "nobody has destroyed the %s, made at %s", object->label,
             source_of_making(programs, object));
}

/* "parent does something at file:line", of the line of an address. */
static void line_text(const struct programs *programs, int process, const char *does, uint64_t pc,
                      char *text, size_t size)
{
    char name[LABEL_SIZE];

    process_title(programs->control, process, name, sizeof(name));
    snprintf(text, size, "%s %s %s", name, does, source_of(programs, process, pc));
}

static void sleep_text(const struct programs *programs, struct place place, char *text, size_t size)
{
    const struct control *control = programs->control;
    char name[LABEL_SIZE];

    process_title(control, place.process, name, sizeof(name));
    snprintf(text, size, "%s sleeps at %s while it holds %s", name,
             source_of(programs, place.process, control->events[place.event].op.pc),
             control->objects[place.object].label);
}

void finding_text(const struct programs *programs, const struct finding *finding, char *text,
                  size_t size)
{
    const struct control *control = programs->control;
    struct place place = finding->place;

    text[0] = '\0';
    if (finding->kinds == 0) {
        return;
    }
    switch (finding->first) {
    case VIOLATION_RACE:
        race_text(control, finding->race, text, size);
        break;
    case VIOLATION_OUTPUT:
        output_text(control, finding->expected, text, size);
        break;
    case VIOLATION_STATUS:
        status_text(control, place.process, text, size);
        break;
    case VIOLATION_CRASH:
        crash_text(programs, place.process, text, size);
        break;
    case VIOLATION_DEADLOCK:
        snprintf(text, size, "every process waits for another");
        break;
    case VIOLATION_LIVELOCK:
        snprintf(text, size, "no process can go on but by spinning");
        break;
    case VIOLATION_LEFT:
        left_text(programs, place, text, size);
        break;
    case VIOLATION_MISUSE:
        misuse_text(programs, text, size);
        break;
    case VIOLATION_MAPPING:
        line_text(programs, place.process, "ends with shared memory still mapped, from",
                  control->processes[place.process].mapping_pc, text, size);
        break;
    case VIOLATION_DESCRIPTOR:
        line_text(programs, place.process, "ends with a descriptor still open, from",
                  control->processes[place.process].descriptor_pc, text, size);
        break;
    case VIOLATION_SEMAPHORE:
        semaphore_text(programs, place.object, text, size);
        break;
    case VIOLATION_BUSY:
        line_text(programs, place.process, "waits by looking again and again at",
                  control->processes[place.process].spun_pc, text, size);
        break;
    case VIOLATION_SLEEP:
        sleep_text(programs, place, text, size);
        break;
    }
}

void blocked_text(const struct programs *programs, int index, char *text, size_t size)
{
    const struct control *control = programs->control;
    const struct operation *op = &control->processes[index].pending;
    const char *place = source_of(programs, index, op->pc);
    const char *call = operation_name(op->kind == OP_STUCK ? (uint16_t)op->target : op->kind);
    int32_t what =
        op->kind == OP_COND_WAKE && (control->processes[index].flags & PROCESS_WOKEN) != 0
            ? op->object2
            : op->object;
    const struct object *object = what >= 0 && what < MAX_OBJECTS ? &control->objects[what] : NULL;
    char name[LABEL_SIZE], holder[LABEL_SIZE];

    process_title(control, index, name, sizeof(name));
    if ((op->flags & OP_SPINNING) != 0) {
        snprintf(text, size, "%s spins at %s: nobody can change what it looks at", name, place);
    } else if (op->kind == OP_WAIT && op->target >= 0 && op->target < MAX_PROCESSES) {
        process_title(control, op->target, holder, sizeof(holder));
        snprintf(text, size, "%s waits for %s to end at %s", name, holder, place);
    } else if (op->kind == OP_WAIT) {
        snprintf(text, size, "%s waits for a child to end at %s", name, place);
    } else if (op->kind == OP_COND_WAKE && what == op->object) {
        snprintf(text, size, "%s waits in pthread_cond_wait at %s for a signal that nobody sends",
                 name, place);
    } else if (object != NULL && object->owner >= 0 && object->owner < MAX_PROCESSES) {
        process_title(control, object->owner, holder, sizeof(holder));
        snprintf(text, size, "%s waits in %s at %s for the %s, held by %s%s", name, call, place,
                 object->label, holder,
                 control->processes[object->owner].state == PROCESS_DEAD ? ", which has ended"
                                                                         : "");
    } else if (object != NULL && object->kind == OBJECT_SEMAPHORE) {
        snprintf(text, size, "%s waits in %s at %s: the %s%s is at 0", name, call, place,
                 (object->flags & OBJECT_NAMED) != 0 ? "semaphore " : "", object->label);
    } else {
        snprintf(text, size, "%s waits in %s at %s", name, call, place);
    }
}

static void hang_text(const struct programs *programs, const struct hang *hang, char *text,
                      size_t size)
{
    char name[LABEL_SIZE];

    process_title(programs->control, hang->process, name, sizeof(name));
    switch (hang->reason) {
    case HANG_NONE:
        break;
    case HANG_GONE:
        snprintf(text, size, "%s has ended in a way that is not modelled", name);
        break;
    case HANG_COMPUTES:
        snprintf(text, size,
                 "%s has computed for %.0f seconds without coming to another shared operation",
                 name, CPU_LIMIT_SECONDS);
        break;
    case HANG_ASLEEP:
        snprintf(text, size, "%s is blocked in a call that is not modelled", name);
        break;
    case HANG_PLAN:
        snprintf(text, size, "step %u cannot be repeated: the program is not the same in every run",
                 hang->step);
        break;
    case HANG_DIFFERS:
        snprintf(text, size,
                 "step %u was %s at %s and is now %s: the program is not the same in every run",
                 hang->step, operation_name(hang->was),
                 source_of(programs, hang->process, hang->pc), operation_name(hang->is));
        break;
    case HANG_LONG:
        snprintf(text, size, "a run of more than %d steps: give it a smaller input", MAX_EVENTS);
        break;
    }
}

void incomplete_text(const struct programs *programs, const struct hang *hang, char *text,
                     size_t size)
{
    const struct control *control = programs->control;

    if (hang->reason != HANG_NONE) {
        hang_text(programs, hang, text, size);
    } else if (!page_is_sound(control)) {
        snprintf(text, size, "the program has overwritten the control page");
    } else if (control->trouble == TROUBLE_FAULT) {
        snprintf(text, size, "a fault of shmcheck itself, not of the program: %.*s", TEXT_SIZE,
                 control->trouble_text);
    } else {
        char name[LABEL_SIZE];
        process_title(control, control->trouble_process, name, sizeof(name));
        snprintf(text, size, "%s at %s: %.*s", name,
                 source_of(programs, control->trouble_process, control->trouble_pc), TEXT_SIZE,
                 control->trouble_text);
    }
}
