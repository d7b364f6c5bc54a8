/* state.h - what the runtime keeps in each process of the program.
 *
 * The runtime is linked into the program under test. It parks each process before its next visible
 * operation, hands the turn on, performs the operation on the model when the turn comes back, and
 * writes it to the log. It judges nothing: that is the explorer's work.
 *
 * shmcheck-cc renames the calls of the program's object files (sem_wait becomes shmcheck_sem_wait),
 * so that the runtime itself and the C library keep the real ones. Every global function called
 * shmcheck_X stands in for X; the Makefile hides all other names of the runtime from the program.
 *
 * The modules stand on floors, and call only what is below them or beside them, never in a circle:
 *
 *   start, fork_server, root, process       a process from before main to its end
 *   hooks, atomics, libc_memory, mutex, …   what the program calls: each stands in for something
 *   snapshot, access, sync                  what these are made of: bytes, objects at an address
 *   turn                                    parking before a step and handing the turn on
 *   objects, names, mappings, handles,      the tables of the model
 *   descriptors, robust
 *   log, spin, fail, operation              what is written down of a step
 *   stop, futex, bytes, state               ending a run, sleeping, values, and this file
 */
#ifndef SHMCHECK_STATE_H
#define SHMCHECK_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../include/control.h"

#define MAX_MAPPINGS 64
#define MAX_DESCRIPTORS 64
#define MAX_HANDLES 32
#define MAX_PRIVATE 64
#define MAX_SEEN 64
#define SCRATCH_SIZE (8U << 20)

/* Addresses of this process that show shared memory: see mappings.h. */
struct mapping {
    uintptr_t start, end;
    int32_t object;
    uint64_t offset; /* of start within the object */
    uint64_t pc;     /* where it was made */
    bool attached;   /* by shmat */
};

/* A descriptor that the program has opened: see descriptors.h. */
struct descriptor {
    int fd;
    uint64_t pc; /* where it was made */
};

/* What sem_open returned, the address of `place`: see handles.h. */
struct handle {
    void *place;
    int32_t object;
    uint32_t opened; /* times; 0 when it is closed */
};

/* A synchronisation object that lives in memory which no other process sees: see sync.h. */
struct private_object {
    uintptr_t address;
    struct object state;
};

/* A step that changed nothing, kept to notice a busy wait: see spin.h. */
struct seen {
    struct operation op;
    uint64_t local; /* digest of the stack and the data before the step */
    uint64_t bulk;  /* digest of the heap and of large data, 0: not taken */
    uint32_t event; /* place in the log */
};

/* The private memory of the runtime. It is mapped, not static, so that the digest of the program's
 * own data does not take in what the runtime counts. Private pages: fork copies them. */
struct runtime {
    struct control *control;  /* the page that all share */
    int32_t self;             /* own slot */
    bool inside;              /* in the runtime: a fault here is one of an argument */
    uint64_t call_pc;         /* where the program called us from: see enter.h */
    const void *call_frame;   /* the stack of the program begins here */
    uint64_t local, bulk;     /* digests for the step that is being parked */
    bool ending;              /* past its last operation */
    struct event *unfinished; /* a write whose value is not in memory yet */
    const void *unfinished_address;
    struct event *range_write; /* the last write that a write_range hook announced */
    uint32_t failure_calls[MAX_FAILURES];
    uint32_t mapping_count, descriptor_count, handle_count, private_count, seen_count;
    struct mapping mappings[MAX_MAPPINGS];
    struct descriptor descriptors[MAX_DESCRIPTORS];
    struct handle handles[MAX_HANDLES];
    max_align_t handle_places[MAX_HANDLES]; /* only their addresses count */
    struct private_object privates[MAX_PRIVATE];
    struct seen seen[MAX_SEEN];
    uintptr_t heap_start;
    char *scratch; /* SCRATCH_SIZE bytes: what a call has read, as it was at its step */
    size_t scratch_used;
    uint64_t clock_ns; /* the process's own clock: moves when it sleeps or asks */
};

/* Set by start.c, before anything else of the runtime runs. */
extern struct runtime *shmcheck_rt;
#define RT shmcheck_rt

#endif
