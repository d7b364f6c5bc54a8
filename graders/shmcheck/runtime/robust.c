/* robust.c - robust mutexes whose owner ends. */
#include "robust.h"

#include "objects.h"
#include "state.h"

int32_t held_robust_mutex(int32_t slot, int32_t from)
{
    const struct control *control = RT->control;

    for (int32_t i = from; i < (int32_t)control->object_count; i++) {
        const struct object *object = &control->objects[i];
        if (object->kind == OBJECT_MUTEX && object->owner == slot &&
            (object->flags & OBJECT_ROBUST) != 0) {
            return i;
        }
    }
    return -1;
}

void orphan_mutex(int32_t index)
{
    struct object *mutex = object_at(index);

    mutex->owner = -1;
    mutex->count = 0;
    mutex->flags |= OBJECT_ORPHANED;
}
