/* objects.c - the table of everything that processes can share. */
#include "objects.h"

#include <stdio.h>
#include <string.h>

#include "state.h"
#include "stop.h"

int32_t find_object(enum object_kind kind, uint64_t key0, uint64_t key1)
{
    const struct control *control = RT->control;

    for (int32_t i = (int32_t)control->object_count - 1; i >= 0; i--) {
        const struct object *object = &control->objects[i];
        if (object->kind == (uint32_t)kind && object->key[0] == key0 && object->key[1] == key1) {
            return i;
        }
    }
    return -1;
}

int32_t make_object(enum object_kind kind, uint64_t key0, uint64_t key1, const char *label)
{
    struct control *control = RT->control;

    if (control->object_count >= MAX_OBJECTS) {
        stop_run(TROUBLE_FULL, RT->call_pc, "more than %d shared objects in one run", MAX_OBJECTS);
    }
    struct object *object = &control->objects[control->object_count];
    memset(object, 0, sizeof(*object));
    object->kind = kind;
    object->key[0] = key0;
    object->key[1] = key1;
    object->owner = -1;
    object->target = -1;
    object->pc = RT->call_pc;
    snprintf(object->label, sizeof(object->label), "%s", label);
    return (int32_t)control->object_count++;
}

struct object *object_at(int32_t index)
{
    if (index < 0 || index >= MAX_OBJECTS) {
        stop_run(TROUBLE_FAULT, RT->call_pc, "object %d does not exist", index);
    }
    return &RT->control->objects[index];
}
