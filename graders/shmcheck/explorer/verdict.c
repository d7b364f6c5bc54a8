/* verdict.c - what is wrong with a run. */
#include "explorer.h"

#include <ctype.h>
#include <regex.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#define OUTPUT_ROOM 65536

/* Are the guards of the page whole, and does every index point into its table? Anything else has
 * been written by the program. */
bool page_is_sound(const struct control *control)
{
    if (control->guard != CONTROL_GUARD || control->guard2 != CONTROL_GUARD ||
        control->guard3 != CONTROL_GUARD || control->guard4 != CONTROL_GUARD ||
        control->guard5 != CONTROL_GUARD) {
        return false;
    }
    if (control->process_count > MAX_PROCESSES || control->object_count > MAX_OBJECTS ||
        control->event_count > MAX_EVENTS || control->plan_length > MAX_EVENTS ||
        control->step > control->plan_length || control->arena_used > ARENA_SIZE) {
        return false;
    }
    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].parent >= (int32_t)i || control->processes[i].parent < -1) {
            return false;
        }
    }
    return true;
}

static void find(struct finding *finding, const struct session *session, enum violation kind,
                 const char *text)
{
    if ((session->options->wanted & kind) == 0) {
        return;
    }
    if (finding->kinds == 0) {
        snprintf(finding->text, sizeof(finding->text), "%s", text);
    }
    finding->kinds |= kind;
}

/* "a mutex", "sem_wait", who holds it: why a process does not go on. */
void blocked_text(const struct session *session, int index, char *text, size_t size)
{
    const struct control *control = session->control;
    const struct operation *op = &control->processes[index].pending;
    int32_t what =
        op->kind == OP_COND_WAKE && (control->processes[index].flags & PROCESS_WOKEN) != 0
            ? op->object2
            : op->object;
    const struct object *object = what >= 0 && what < MAX_OBJECTS ? &control->objects[what] : NULL;
    char name[LABEL_SIZE], holder[LABEL_SIZE];
    const char *call = operation_name(op->kind);

    process_title(session, index, name, sizeof(name));
    if (op->kind == OP_STUCK) {
        call = operation_name((uint16_t)op->target);
    }
    if ((op->flags & OP_SPINNING) != 0) {
        snprintf(text, size, "%s spins at %s: nobody can change what it looks at", name,
                 source_of(session, index, op->pc));
    } else if (op->kind == OP_WAIT && op->target >= 0 && op->target < MAX_PROCESSES) {
        process_title(session, op->target, holder, sizeof(holder));
        snprintf(text, size, "%s waits for %s to end at %s", name, holder,
                 source_of(session, index, op->pc));
    } else if (op->kind == OP_WAIT) {
        snprintf(text, size, "%s waits for a child to end at %s", name,
                 source_of(session, index, op->pc));
    } else if (op->kind == OP_COND_WAKE && what == op->object) {
        snprintf(text, size, "%s waits in pthread_cond_wait at %s for a signal that nobody sends",
                 name, source_of(session, index, op->pc));
    } else if (object != NULL && object->owner >= 0 && object->owner < MAX_PROCESSES) {
        process_title(session, object->owner, holder, sizeof(holder));
        snprintf(text, size, "%s waits in %s at %s for the %s, held by %s%s", name, call,
                 source_of(session, index, op->pc), object->label, holder,
                 control->processes[object->owner].state == PROCESS_DEAD ? ", which has ended"
                                                                         : "");
    } else if (object != NULL && object->kind == OBJECT_SEMAPHORE) {
        snprintf(text, size, "%s waits in %s at %s: the %s%s is at 0", name, call,
                 source_of(session, index, op->pc),
                 (object->flags & OBJECT_NAMED) != 0 ? "semaphore " : "", object->label);
    } else {
        snprintf(text, size, "%s waits in %s at %s", name, call, source_of(session, index, op->pc));
    }
}

static void judge_blocked(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    bool spins = false;

    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].state == PROCESS_PARKED &&
            (control->processes[i].pending.flags & OP_SPINNING) != 0) {
            spins = true;
        }
    }
    if (spins) {
        find(finding, session, VIOLATION_LIVELOCK, "no process can go on but by spinning");
    } else {
        find(finding, session, VIOLATION_DEADLOCK, "every process waits for another");
    }
}

static void judge_crashes(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->state != PROCESS_DEAD || !WIFSIGNALED(process->status) ||
            (process->flags & PROCESS_SIGNALLED) != 0) {
            continue;
        }
        process_title(session, (int)i, name, sizeof(name));
        snprintf(text, sizeof(text), "%s was killed by SIG%s", name,
                 sigabbrev_np(WTERMSIG(process->status)));
        find(finding, session, VIOLATION_CRASH, text);
    }
}

static void judge_race(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char first[LABEL_SIZE], second[LABEL_SIZE], text[512];
    const struct event *a, *b;
    bool weak;

    finding->first = finding->second = -1;
    if ((session->options->wanted & VIOLATION_RACE) == 0 ||
        !find_race(control, &finding->first, &finding->second)) {
        return;
    }
    a = &control->events[finding->first];
    b = &control->events[finding->second];
    weak = ((a->op.flags | b->op.flags) & OP_WEAK) != 0;
    process_title(session, a->process, first, sizeof(first));
    process_title(session, b->process, second, sizeof(second));
    snprintf(text, sizeof(text),
             "%s %ss and %s %ss the same bytes of %s, and nothing orders them%s", first,
             event_name(a), second, event_name(b), control->objects[a->op.object].label,
             weak ? " (the memory order is too weak)" : "");
    find(finding, session, VIOLATION_RACE, text);
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

/* Compares the output of the roots with --expect. */
static void judge_output(struct session *session, struct finding *finding)
{
    static char output[OUTPUT_ROOM], shown[256], wanted[201], pattern[8192];
    char text[512];
    size_t length = 0;
    regex_t expression;

    if (session->options->expect == NULL) {
        return;
    }
    for (int i = 0; i < session->options->program_count; i++) {
        length += read_output(session, i, output + length, sizeof(output) - length);
    }
    if (length > 0 && output[length - 1] == '\n') {
        output[--length] = '\0';
    }
    snprintf(pattern, sizeof(pattern), "^(%s)$", session->options->expect);
    if (regcomp(&expression, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
        tool_fault("the expression of --expect was checked and does not compile");
    }
    if (strlen(output) != length || regexec(&expression, output, 0, NULL, 0) != 0) {
        snprintf(shown, sizeof(shown), "%.200s%s", output, length > 200 ? "..." : "");
        write_plainly(session->options->expect, wanted, sizeof(wanted));
        snprintf(text, sizeof(text), "the output is \"%s\", expected was \"%s\"", shown, wanted);
        find(finding, session, VIOLATION_OUTPUT, text);
    }
    regfree(&expression);
}

static void judge_status(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    for (int i = 0; i < session->options->program_count; i++) {
        const struct process *process = &control->processes[i];
        if (!WIFEXITED(process->status) ||
            session->options->statuses[WEXITSTATUS(process->status)]) {
            continue;
        }
        process_title(session, i, name, sizeof(name));
        snprintf(text, sizeof(text), "%s exits with status %d", name, WEXITSTATUS(process->status));
        find(finding, session, VIOLATION_STATUS, text);
    }
}

/* Where the source forked a process. */
static const char *source_of_fork(struct session *session, int child)
{
    const struct control *control = session->control;

    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];

        if (event->op.kind == OP_FORK && event->op.target == child && event->error == 0) {
            return source_of(session, event->process, event->op.pc);
        }
    }
    return "an unknown place";
}

/* Where the source made an object that has a name or a key. */
static const char *source_of_making(struct session *session, const struct object *object)
{
    const struct control *control = session->control;

    for (uint32_t i = 0; i < control->event_count; i++) {
        if (control->events[i].op.pc == object->pc) {
            return source_of(session, control->events[i].process, object->pc);
        }
    }
    return "an unknown place";
}

static void judge_leftovers(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->parent < 0 || (process->flags & PROCESS_REAPED) != 0 ||
            (control->processes[process->parent].flags & PROCESS_SIGNALLED) != 0) {
            continue;
        }
        process_title(session, (int)i, name, sizeof(name));
        snprintf(text, sizeof(text), "nobody has waited for %s, forked at %s", name,
                 source_of_fork(session, (int)i));
        find(finding, session, VIOLATION_LEFT, text);
    }
    for (uint32_t i = 0; i < control->object_count; i++) {
        const struct object *object = &control->objects[i];
        const char *what;

        if ((object->flags & OBJECT_LIVE) == 0) {
            continue;
        }
        if (object->kind == OBJECT_SHM_NAME) {
            what = "the shared memory object";
        } else if (object->kind == OBJECT_SEM_NAME) {
            what = "the named semaphore";
        } else if (object->kind == OBJECT_MEMORY && (object->flags & OBJECT_SYSV) != 0) {
            what = "the System V";
        } else {
            continue;
        }
        snprintf(text, sizeof(text), "%s %s is left behind, made at %s", what, object->label,
                 source_of_making(session, object));
        find(finding, session, VIOLATION_LEFT, text);
    }
}

/* Unnamed semaphores in shared memory that nobody has destroyed. The end of the mapping ends them
 * on Linux; POSIX does not promise that. */
static void judge_semaphores(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512];

    for (uint32_t i = 0; i < control->object_count; i++) {
        const struct object *object = &control->objects[i];

        if (object->kind != OBJECT_SEMAPHORE || (object->flags & OBJECT_LIVE) == 0 ||
            (object->flags & OBJECT_NAMED) != 0) {
            continue;
        }
        snprintf(text, sizeof(text), "nobody has destroyed the %s, made at %s", object->label,
                 source_of_making(session, object));
        find(finding, session, VIOLATION_SEMAPHORE, text);
    }
}

/* What --forbid asks for: mappings and descriptors of the roots at exit. A child that ends with
 * _exit may leave both to the kernel. */
static void judge_forbidden(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];

        if (process->parent >= 0) {
            continue;
        }
        process_title(session, (int)i, name, sizeof(name));
        if (process->mappings > 0) {
            snprintf(text, sizeof(text), "%s ends with shared memory still mapped, from %s", name,
                     source_of(session, (int)i, process->mapping_pc));
            find(finding, session, VIOLATION_MAPPING, text);
        }
        if (process->descriptors > 0) {
            snprintf(text, sizeof(text), "%s ends with a descriptor still open, from %s", name,
                     source_of(session, (int)i, process->descriptor_pc));
            find(finding, session, VIOLATION_DESCRIPTOR, text);
        }
    }
}

/* A spin that did end: a busy wait. A process that spun has parked with OP_SPINNING. */
static void judge_busy(struct session *session, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    for (uint32_t i = 0; i < control->process_count; i++) {
        const struct process *process = &control->processes[i];
        if (process->spun_pc == 0) {
            continue;
        }
        process_title(session, (int)i, name, sizeof(name));
        snprintf(text, sizeof(text), "%s waits by looking again and again at %s", name,
                 source_of(session, (int)i, process->spun_pc));
        find(finding, session, VIOLATION_BUSY, text);
    }
}

/* Does a process, after an event, release what it holds? A semaphore is a lock only if its holder
 * posts it: one that counts items is posted by others. */
static bool gives_back(const struct control *control, int process, int object, uint32_t after)
{
    if (control->objects[object].kind != OBJECT_SEMAPHORE) {
        return true;
    }
    for (uint32_t i = after; i < control->event_count; i++) {
        if (control->events[i].process == process && control->events[i].op.kind == OP_SEM_POST &&
            control->events[i].op.object == object) {
            return true;
        }
    }
    return false;
}

/* Sleeping while a mutex, or a semaphore that this process took and has not yet posted, is held. */
static void judge_sleep(struct session *session, struct finding *finding)
{
    static int held[MAX_PROCESSES][MAX_OBJECTS];
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    memset(held, 0, sizeof(held));
    for (uint32_t i = 0; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        const struct operation *op = &event->op;
        int32_t object =
            op->kind == OP_COND_WAKE || op->kind == OP_COND_WAIT ? op->object2 : op->object;

        if (event->process < 0 || event->process >= MAX_PROCESSES) {
            continue;
        }
        if (object >= 0 && object < MAX_OBJECTS && (event->flags & EVENT_ACQUIRED) != 0 &&
            op->kind != OP_BARRIER_LEAVE && op->kind != OP_BARRIER_ARRIVE) {
            held[event->process][object]++;
        } else if (object >= 0 && object < MAX_OBJECTS && (event->flags & EVENT_UNCHANGED) == 0 &&
                   (op->kind == OP_SEM_POST || op->kind == OP_MUTEX_UNLOCK ||
                    op->kind == OP_RWLOCK_UNLOCK || op->kind == OP_SPIN_UNLOCK ||
                    op->kind == OP_COND_WAIT) &&
                   held[event->process][object] > 0) {
            held[event->process][object]--;
        }
        if (op->kind != OP_SLEEP) {
            continue;
        }
        for (int k = 0; k < MAX_OBJECTS; k++) {
            if (held[event->process][k] == 0 || !gives_back(control, event->process, k, i)) {
                continue;
            }
            process_title(session, event->process, name, sizeof(name));
            snprintf(text, sizeof(text), "%s sleeps at %s while it holds %s", name,
                     source_of(session, event->process, op->pc), control->objects[k].label);
            find(finding, session, VIOLATION_SLEEP, text);
        }
    }
}

/* Judges the run that has just ended.
 * finding: receives what is wrong, the most telling first; kinds 0: nothing. */
void judge(struct session *session, enum ending ending, struct finding *finding)
{
    const struct control *control = session->control;
    char text[512], name[LABEL_SIZE];

    *finding = (struct finding){.first = -1, .second = -1};
    if (control->trouble == TROUBLE_SCRIBBLE && page_is_sound(control)) {
        snprintf(text, sizeof(text), "%s at %s", control->trouble_text,
                 source_of(session, control->trouble_process, control->trouble_pc));
        find(finding, session, VIOLATION_CRASH, text);
        return;
    }
    if (!page_is_sound(control)) {
        return;
    }
    judge_crashes(session, finding);
    if (ending == ENDING_BLOCKED) {
        judge_blocked(session, finding);
    }
    if (control->misuse.set) {
        process_title(session, control->misuse.process, name, sizeof(name));
        snprintf(text, sizeof(text), "%s at %s: %.*s", name,
                 source_of(session, control->misuse.process, control->misuse.pc), TEXT_SIZE,
                 control->misuse.text);
        find(finding, session, VIOLATION_MISUSE, text);
    }
    judge_race(session, finding);
    if (ending == ENDING_COMPLETE && (finding->kinds & VIOLATION_CRASH) == 0) {
        judge_output(session, finding);
        judge_status(session, finding);
        judge_leftovers(session, finding);
        judge_forbidden(session, finding);
        judge_semaphores(session, finding);
        judge_busy(session, finding);
    }
    judge_sleep(session, finding);
}
