/* names.c - what operations, events and processes are called. */
#include "names.h"

#include <stdbool.h>
#include <string.h>

#include "../include/run_names.h"

const char *operation_name(uint16_t kind)
{
    static const char *const names[] = {
#define OPERATION(identifier, text) text,
#include "../include/operations.def"
#undef OPERATION
    };

    return kind < OP_KINDS ? names[kind] : "?";
}

const char *event_name(const struct event *event)
{
    switch (event->op.kind) {
    case OP_ATOMIC_LOAD:
    case OP_FILE_READ:
        return "read";
    case OP_ATOMIC_STORE:
    case OP_FILE_WRITE:
        return "write";
    case OP_ATOMIC_UPDATE:
        return "update";
    default:
        return operation_name(event->op.kind);
    }
}

void process_title(const struct control *control, int index, char *name, size_t size)
{
    write_process_name(control, index, false, name, size);
}

void process_name(const struct control *control, int index, char *name, size_t size)
{
    write_process_name(control, index, true, name, size);
}

/* Writes a number behind each "child" of a name that has none: child.child2 becomes
 * child1.child2. */
static void number_children(const char *name, char *numbered, size_t size)
{
    size_t length = 0;
    for (const char *at = name; *at != '\0' && length < size - 2; at++) {
        numbered[length++] = *at;
        if (*at == 'd' && (at[1] == '\0' || at[1] == '.') && length >= 5 &&
            memcmp(numbered + length - 5, "child", 5) == 0) {
            numbered[length++] = '1';
        }
    }
    numbered[length] = '\0';
}

int process_called(const struct control *control, const char *name)
{
    char wanted[LABEL_SIZE * 2];
    number_children(name, wanted, sizeof(wanted));
    for (uint32_t i = 0; i < control->process_count; i++) {
        char canonical[LABEL_SIZE];
        process_name(control, (int)i, canonical, sizeof(canonical));
        if (strcmp(canonical, wanted) == 0) {
            return (int)i;
        }
    }
    return -1;
}
