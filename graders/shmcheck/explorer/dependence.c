/* dependence.c - which two steps may be swapped without any process noticing.
 *
 * Two steps are independent at a state when both are possible there, neither disables the other,
 * and both orders end in the same state (Godefroid 1996, definition 3.21: conditional
 * independence).
 */
#include "dependence.h"

static bool is_wait(uint16_t kind)
{
    return kind == OP_SEM_WAIT || kind == OP_SEM_WAIT_FAILS || kind == OP_SEM_TRYWAIT ||
           kind == OP_SEM_TIMEDWAIT;
}

/* Two steps on one semaphore of a given value. Two posts commute; a wait and a post do where there
 * is something to take already; two waits where there is enough for both.
 * strict: see strict_semaphores in dependence.h. */
static bool semaphore_steps_depend(const struct candidate *a, const struct candidate *b,
                                   bool strict)
{
    bool a_waits = is_wait(a->op.kind), b_waits = is_wait(b->op.kind);
    bool a_posts = a->op.kind == OP_SEM_POST, b_posts = b->op.kind == OP_SEM_POST;

    if (a_posts && b_posts) {
        return strict;
    }
    if ((a_waits && b_posts) || (a_posts && b_waits)) {
        return a->value < 1;
    }
    if (a_waits && b_waits) {
        return strict || a->value < 2;
    }
    return true;
}

bool dependent(const struct candidate *a, const struct candidate *b, bool strict_semaphores)
{
    if (a->process == b->process) {
        return true;
    }
    if (!operations_conflict(&a->op, &b->op)) {
        return false;
    }
    if (a->op.object >= 0 && a->op.object == b->op.object) {
        if ((is_wait(a->op.kind) || a->op.kind == OP_SEM_POST) &&
            (is_wait(b->op.kind) || b->op.kind == OP_SEM_POST)) {
            return semaphore_steps_depend(a, b, strict_semaphores);
        }
        if (a->op.kind == OP_RWLOCK_RDLOCK && b->op.kind == OP_RWLOCK_RDLOCK) {
            return !a->free;
        }
    }
    return true;
}

bool racing(const struct operation *a, const struct operation *b)
{
    return (a->flags & b->flags & OP_MEMORY) != 0 && ((a->flags | b->flags) & OP_PLAIN) != 0 &&
           a->size < OFFSET_LENGTH && b->size < OFFSET_LENGTH && a->offset < OFFSET_LENGTH &&
           b->offset < OFFSET_LENGTH && operations_conflict(a, b);
}
