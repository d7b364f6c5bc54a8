/* spin.c - noticing a busy wait. */
#include "spin.h"

#include <string.h>
#include <unistd.h>

#include "state.h"

#define SMALL_DATA 16384 /* bytes; larger data is compared only when all else is as it was */
#define MOST_TIMEOUTS 3

extern char __data_start[], _end[]; /* the linker's names for the program's data */
extern void *__libc_stack_end;

static uint64_t digest(uint64_t sum, const void *start, size_t length)
{
    const unsigned char *bytes = start;
    uint64_t word;

    /* cppcheck-suppress nullPointerArithmetic ; NULL comes with length 0 only */
    for (; length >= sizeof(word); length -= sizeof(word), bytes += sizeof(word)) {
        /* cppcheck-suppress nullPointer ; likewise */
        memcpy(&word, bytes, sizeof(word));
        sum = (sum ^ word) * UINT64_C(0x9e3779b97f4a7c15);
        sum ^= sum >> 29;
    }
    for (; length > 0; length--) {
        sum = (sum ^ *bytes++) * UINT64_C(0x100000001b3);
    }
    return sum;
}

static size_t data_size(void)
{
    /* cppcheck-suppress comparePointers ; the linker names both ends of the program's data */
    return (size_t)(_end - __data_start);
}

static uint64_t digest_local(void)
{
    const char *stack = RT->call_frame;
    uint64_t sum = digest(1, stack, (size_t)((const char *)__libc_stack_end - stack));

    return data_size() <= SMALL_DATA ? digest(sum, __data_start, data_size()) : sum;
}

/* 1 when there is nothing more to compare. */
static uint64_t digest_bulk(void)
{
    size_t heap = (uintptr_t)sbrk(0) - RT->heap_start;
    uint64_t sum = digest(1, (const void *)RT->heap_start, heap);

    if (data_size() > SMALL_DATA) {
        sum = digest(sum, __data_start, data_size());
    }
    return sum;
}

/* Has another process, since this step, changed what it looked at? */
static bool changed_since(const struct seen *seen)
{
    const struct control *control = RT->control;

    for (uint32_t i = seen->event + 1; i < control->event_count; i++) {
        const struct event *event = &control->events[i];
        if (event->process != RT->self && (event->flags & EVENT_UNCHANGED) == 0 &&
            operations_conflict(&event->op, &seen->op)) {
            return true;
        }
    }
    return false;
}

static bool same_operation(const struct operation *a, const struct operation *b)
{
    return a->kind == b->kind && a->pc == b->pc && a->object == b->object &&
           a->offset == b->offset && a->size == b->size && a->target == b->target;
}

/* Lists what the steps from `first` on look at. False: too much to watch. */
static bool watch(struct process *process, uint32_t first)
{
    uint32_t count = 0;

    for (uint32_t i = first; i < RT->seen_count; i++) {
        const struct operation *op = &RT->seen[i].op;
        bool known = op->object < 0 && op->kind != OP_WAIT;

        if (changed_since(&RT->seen[i])) {
            return false;
        }
        for (uint32_t k = 0; k < count && !known; k++) {
            known = same_operation(&process->spin[k], op);
        }
        if (known) {
            continue;
        }
        if (count == MAX_SPIN) {
            return false;
        }
        process->spin[count++] = *op;
    }
    process->spins = count;
    return true;
}

/* Is it a wait with a time limit that has ended so often by its limit, with nothing changed since?
 * The limit is a new one each time, so the process's own memory is not as it was. A process that
 * gives up after a few of them does not wait for ever: this counts only where busy waits are looked
 * for. */
static bool waits_again(const struct operation *op, struct process *process)
{
    uint32_t times = 0;

    if (!RT->control->impatient || op->kind != OP_SEM_TIMEDWAIT) {
        return false;
    }
    for (uint32_t i = RT->seen_count; i-- > 0;) {
        if (same_operation(&RT->seen[i].op, op) && ++times == MOST_TIMEOUTS) {
            return watch(process, i);
        }
    }
    return false;
}

void notice_spin(struct operation *op, struct process *process)
{
    RT->bulk = 0;
    if (RT->seen_count > 0) {
        const struct seen *last = &RT->seen[RT->seen_count - 1];
        const struct event *event = &RT->control->events[last->event];
        if ((last->op.flags & OP_WRITES) != 0 && (event->flags & EVENT_UNCHANGED) == 0) {
            RT->seen_count = 0;
        }
    }
    RT->local = digest_local();
    if (waits_again(op, process)) {
        op->flags |= OP_SPINNING;
        process->spun_pc = op->pc;
        return;
    }
    for (uint32_t i = RT->seen_count; i-- > 0;) {
        const struct seen *seen = &RT->seen[i];

        if (seen->local != RT->local || !same_operation(&seen->op, op)) {
            continue;
        }
        RT->bulk = digest_bulk();
        if ((seen->bulk == RT->bulk || RT->bulk == digest(1, NULL, 0)) && watch(process, i)) {
            op->flags |= OP_SPINNING;
            process->spun_pc = op->pc;
        }
        return;
    }
}

void remember_step(const struct operation *op, const struct event *event)
{
    if (RT->seen_count == MAX_SEEN) {
        memmove(RT->seen, RT->seen + MAX_SEEN / 2, sizeof(RT->seen) / 2);
        RT->seen_count = MAX_SEEN / 2;
    }
    RT->seen[RT->seen_count++] = (struct seen){.op = *op,
                                               .local = RT->local,
                                               .bulk = RT->bulk,
                                               .event = (uint32_t)(event - RT->control->events)};
}
