/* run_names.h - the names of a run: those of its processes, and those of what it makes on the host.
 *
 * The runtime and the explorer have to agree on them. They are separate programs, so the functions
 * are inline. They read the control page, over which the program can scribble: every index that
 * comes from there is bounded.
 */
#ifndef SHMCHECK_RUN_NAMES_H
#define SHMCHECK_RUN_NAMES_H

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>

#include "control.h"

#define RUN_NAME_SIZE 64

/* Writes the name of a process: parent, child1, child1.child2. The roots of a joint run are called
 * after their programs.
 * slot: which process; numbered: an only child has its number too, so that the name is the same in
 * every run; name, size: receive the text, cut to fit; "?" for a slot that cannot be. */
static inline void write_process_name(const struct control *control, int slot, bool numbered,
                                      char *name, size_t size)
{
    if (slot < 0 || slot >= MAX_PROCESSES || control->processes[slot].parent >= slot) {
        snprintf(name, size, "?");
        return;
    }
    const struct process *process = &control->processes[slot];
    bool alone = control->program_count == 1;
    if (process->parent < 0) {
        unsigned int program = (unsigned int)process->program % MAX_PROGRAMS;
        snprintf(name, size, "%s", alone ? "parent" : control->program_names[program]);
        return;
    }
    const struct process *above = &control->processes[process->parent];
    char number[16] = "";
    if (numbered || above->children != 1) {
        snprintf(number, sizeof(number), "%d", process->ordinal);
    }
    if (above->parent < 0 && alone) {
        snprintf(name, size, "child%s", number);
        return;
    }
    /* Half a label for the parents: the end of the name tells the process from its siblings. */
    write_process_name(control, process->parent, numbered, name,
                       size < LABEL_SIZE / 2 ? size : LABEL_SIZE / 2);
    size_t length = strlen(name);
    snprintf(name + length, size - length, ".child%s", number);
}

/* Writes the name that a POSIX object of the run has on the host: two runs at once never meet.
 * key: key[0] of its OBJECT_SHM_NAME; name: receives the text, RUN_NAME_SIZE bytes. */
static inline void run_object_name(const struct control *control, uint64_t key, char *name)
{
    snprintf(name, RUN_NAME_SIZE, "%.24s%016llx", control->prefix, (unsigned long long)key);
}

/* Is it a segment as the runtime makes them, and unused? The page may name any segment of the host.
 * One that was made without a mode cannot be looked at, not even by the user that it belongs to. */
static inline bool is_left_segment(int id)
{
    struct shmid_ds status;
    if (shmctl(id, IPC_STAT, &status) == -1) {
        return errno == EACCES;
    }
    return status.shm_perm.__key == IPC_PRIVATE && status.shm_nattch == 0;
}

/* Removes from the host the names and the segments that a run has made and not removed itself.
 * Only when every process of the run has ended. What is gone already is no error. */
static inline void remove_run_names(const struct control *control)
{
    for (uint32_t i = 0; i < control->object_count && i < MAX_OBJECTS; i++) {
        const struct object *object = &control->objects[i];
        if (object->kind == OBJECT_SHM_NAME) {
            char name[RUN_NAME_SIZE];
            run_object_name(control, object->key[0], name);
            shm_unlink(name);
        }
        if (object->kind == OBJECT_MEMORY &&
            (object->flags & (OBJECT_SYSV | OBJECT_REMOVED)) == OBJECT_SYSV &&
            is_left_segment(object->value)) {
            shmctl(object->value, IPC_RMID, NULL);
        }
    }
}

#endif
