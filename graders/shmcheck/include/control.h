/* control.h - the page that the explorer and the runtime share, and nothing else is shared.
 *
 * The explorer creates it as a memfd and hands the descriptor down in the environment
 * (SHMCHECK_CONTROL). Only the process that holds the turn writes to it, so no field needs a lock:
 * the futex that passes the turn on orders everything.
 *
 * The program under test can scribble over this page. The explorer therefore bounds every index
 * that it reads from here and checks the guards before it believes a run.
 */
#ifndef SHMCHECK_CONTROL_H
#define SHMCHECK_CONTROL_H

#include <stdbool.h>
#include <stdint.h>

#define CONTROL_ENVIRONMENT "SHMCHECK_CONTROL"
#define PROGRAM_ENVIRONMENT "SHMCHECK_PROGRAM"
/* The runtime holds this text; the explorer looks for it before it executes a file. */
#define RUNTIME_SIGNATURE "shmcheck-runtime-interface-1"

#define CONTROL_GUARD UINT64_C(0x5348434845434b31)
#define MAX_PROGRAMS 8
#define MAX_PROCESSES 24
#define MAX_OBJECTS 256
#define MAX_EVENTS 65536
#define MAX_FAILURES 8
#define MAX_SPIN 8
#define LABEL_SIZE 64
#define TEXT_SIZE 192
#define ARENA_SIZE (16U << 20)
/* Descriptors from here on are the tool's own: a program that closes them is told EBADF. */
#define FIRST_PRIVATE_FD 200
/* The offset that stands for the length of an object: beyond every offset of its bytes. */
#define OFFSET_LENGTH (UINT64_C(1) << 62)

enum operation_kind {
#define OPERATION(identifier, text) OP_##identifier,
#include "operations.def"
#undef OPERATION
    OP_KINDS
};

enum operation_flags {
    OP_WRITES = 1,       /* changes what it touches */
    OP_MEMORY = 2,       /* touches the bytes [offset, offset + size) of its object */
    OP_PLAIN = 4,        /* an ordinary access: races with another that is not ordered with it */
    OP_LOCAL = 8,        /* nobody else can tell when it happens */
    OP_ACQUIRE = 16,     /* atomics: memory order acquire or stronger on the load side */
    OP_RELEASE = 32,     /* atomics: memory order release or stronger on the store side */
    OP_WEAK = 64,        /* atomics: anything but sequentially consistent */
    OP_SPINNING = 128,   /* repeats what spin[] saw, unchanged: waits until that changes */
    OP_TIMED = 256,      /* may also give up */
    OP_NO_BLOCK = 512,   /* WNOHANG */
    OP_READ_LOCK = 1024, /* reader's side of a rwlock */
    OP_LOOSE = 2048      /* a wait that tells when a child ends, or which one does first */
};

/* What a process does at one step. */
struct operation {
    uint16_t kind;
    uint16_t flags;
    int32_t object;  /* index into objects, -1 for none */
    int32_t object2; /* a second one (the mutex of a condition variable), -1 for none */
    int32_t family;  /* exit: slot of the parent; wait: slot of the waiter; else -1 */
    int32_t target;  /* wait: slot waited for, -1 for any child; exit: own slot; kill: who is hit */
    uint32_t unused;
    uint64_t offset;  /* bytes */
    uint64_t offset2; /* copy: where in object2 the bytes are read */
    uint64_t size;    /* bytes */
    uint64_t pc;      /* address of the instruction or call in the program */
};

enum event_flags {
    EVENT_NOTE = 1,      /* reported, but not a step of its own */
    EVENT_UNCHANGED = 2, /* a write that stored what was there, an attempt that failed */
    EVENT_ACQUIRED = 4,  /* a try or a timed call that did get what it asked for */
    EVENT_INJECTED = 8   /* failed because --fail said so */
};

struct event {
    struct operation op;
    int32_t process;
    int32_t choice;
    uint32_t flags;
    int32_t error; /* errno, 0 when the call succeeded */
    int64_t result;
    uint64_t before, after;       /* up to 8 bytes of the memory, or a semaphore's value */
    uint32_t detail, detail_size; /* arguments as text, in the arena; only when recording */
    uint32_t data, data_size;     /* bytes written, in the arena; only when recording */
};

enum object_kind {
    OBJECT_NONE,
    OBJECT_MEMORY,    /* a mapping's pages: POSIX object, file, anonymous or System V */
    OBJECT_SHM_NAME,  /* a name for shm_open */
    OBJECT_SEM_NAME,  /* a name for sem_open */
    OBJECT_KEY,       /* a System V key */
    OBJECT_SEMAPHORE, /* named or unnamed */
    OBJECT_MUTEX,
    OBJECT_COND,
    OBJECT_BARRIER,
    OBJECT_RWLOCK,
    OBJECT_SPIN
};

enum object_flags {
    OBJECT_LIVE = 1,     /* initialised, or the name exists */
    OBJECT_SHARED = 2,   /* made with pshared 1 */
    OBJECT_ROBUST = 4,   /* a robust mutex */
    OBJECT_ORPHANED = 8, /* its owner died; the next one to lock it is told */
    OBJECT_LOST = 16,    /* unlocked without pthread_mutex_consistent: not recoverable */
    OBJECT_RECURSIVE = 32,
    OBJECT_CHECKED = 64,  /* an error-checking mutex */
    OBJECT_SYSV = 128,    /* memory: a System V segment */
    OBJECT_REMOVED = 256, /* memory: the name or the segment is gone */
    OBJECT_NAMED = 512,   /* a semaphore made by sem_open */
    OBJECT_POSIX = 1024   /* memory: made by shm_open */
};

struct object {
    uint32_t kind;
    uint32_t flags;
    uint64_t key[2];  /* what makes it the same object: device and inode, base and offset, key */
    int32_t owner;    /* slot that holds it, -1 for none */
    int32_t value;    /* semaphore: value; barrier: count; System V: the id */
    int32_t count;    /* recursion, readers, arrivals */
    int32_t target;   /* a name or key: the object that it stands for, -1 for none */
    uint32_t users;   /* slots that used it, one bit each */
    uint32_t waiters; /* slots that wait on it, one bit each */
    uint32_t generation;
    uint32_t unused;
    uint64_t length; /* bytes */
    uint64_t pc;     /* where it was made */
    char label[LABEL_SIZE];
};

enum process_state { PROCESS_NONE, PROCESS_PARKED, PROCESS_RUNNING, PROCESS_DEAD };

enum process_flags {
    PROCESS_REAPED = 1,
    PROCESS_SIGNALLED = 2, /* killed by a signal that someone in the run sent */
    PROCESS_WOKEN = 4,     /* its condition variable was signalled */
    PROCESS_HANDLES = 8,   /* has installed a signal handler */
    PROCESS_SPURIOUS = 16  /* has woken without a signal: once is enough */
};

struct process {
    uint32_t go; /* futex: 1 when this process has been given the turn */
    int32_t pid;
    int32_t parent;  /* slot, -1 for a root */
    int32_t program; /* index of the program */
    int32_t ordinal; /* which child of its parent, from 1 */
    int32_t children;
    uint32_t state;
    uint32_t flags;
    int32_t status; /* as waitpid reports it */
    int32_t choice;
    uint32_t steps;
    uint32_t parked_at; /* events in the log when it parked */
    uint32_t spins;
    uint32_t mappings, descriptors; /* still there at exit */
    uint32_t unused;
    uint64_t mapping_pc, descriptor_pc; /* where the first of them was made */
    uint64_t spun_pc;                   /* where it was first seen to spin, 0: never */
    struct operation pending;
    struct operation spin[MAX_SPIN]; /* what a spinning process watches */
};

/* A step that the explorer has planned: who goes, and which of the possible outcomes. */
struct planned {
    int16_t process;
    int16_t choice;
};

struct failure {
    char call[32];
    uint32_t number; /* the N-th call of each process, from 1 */
    int32_t error;
};

enum command { COMMAND_NONE, COMMAND_RUN, COMMAND_END, COMMAND_QUIT };

/* One fork server: the program up to its first constructor. */
struct server {
    uint32_t command; /* futex: 1 when there is an order */
    uint32_t order;   /* COMMAND_* */
    uint32_t answers; /* orders carried out so far */
    int32_t root;     /* pid of this run's root */
    uint64_t cpu_ns;  /* processor time of the server and of all runs that it has ended */
};

enum trouble {
    TROUBLE_NONE,
    TROUBLE_UNMODELLED, /* the program used what the runtime does not model */
    TROUBLE_FULL,       /* a table of this page is full */
    TROUBLE_PLAN,       /* the planned process could not go: not the same program twice */
    TROUBLE_SCRIBBLE,   /* the program wrote to this page */
    TROUBLE_FAULT       /* an invariant of the runtime does not hold: the tool's fault */
};

/* A mistake in the use of a call, which the standard leaves undefined. */
struct misuse {
    uint32_t set;
    int32_t process;
    uint64_t pc;
    char text[TEXT_SIZE];
};

struct control {
    uint64_t guard;
    int32_t explorer_pid;
    uint32_t explorer_go; /* futex */
    uint32_t run;         /* serial number, part of every mapped name */
    uint32_t recording;   /* keep details and data for a report */
    uint32_t spurious;    /* condition variables may wake by themselves */
    uint32_t impatient;   /* a wait with a time limit that is begun again is a busy wait */
    int32_t kill_step;    /* --kill: which own step of kill_process, 0 for none */
    char kill_process[LABEL_SIZE];
    char prefix[32]; /* of every POSIX name the run makes */
    struct failure failures[MAX_FAILURES];
    uint32_t failure_count;
    uint32_t program_count;
    char program_names[MAX_PROGRAMS][LABEL_SIZE];
    struct server servers[MAX_PROGRAMS];
    int32_t output[MAX_PROCESSES]; /* descriptors for the standard output of each slot */

    uint64_t guard2;
    uint32_t trouble;
    int32_t trouble_process;
    uint64_t trouble_pc;
    char trouble_text[TEXT_SIZE];
    struct misuse misuse;
    uint32_t process_count;
    uint32_t object_count;
    uint32_t event_count;
    uint32_t arena_used;
    uint32_t step;        /* steps granted so far */
    uint32_t plan_length; /* steps planned so far */
    int32_t turn;         /* slot that runs, -1 for the explorer */
    uint64_t guard3;
    struct process processes[MAX_PROCESSES];
    struct object objects[MAX_OBJECTS];
    uint64_t guard4;
    struct planned plan[MAX_EVENTS];
    struct event events[MAX_EVENTS];
    uint64_t guard5;
    char arena[ARENA_SIZE];
};

/* Do the ranges of two operations on the same memory overlap? */
static inline bool ranges_overlap(uint64_t a, uint64_t a_size, uint64_t b, uint64_t b_size)
{
    return a < b + b_size && b < a + a_size;
}

/* Does what `a` writes to its object touch what `b` reads or writes? */
static inline bool touches(const struct operation *a, const struct operation *b)
{
    bool memory = (a->flags & b->flags & OP_MEMORY) != 0;

    if ((a->flags & OP_WRITES) == 0) {
        return false;
    }
    if (a->object >= 0 && a->object == b->object &&
        (!memory || ranges_overlap(a->offset, a->size, b->offset, b->size))) {
        return true;
    }
    if (a->object >= 0 && a->object == b->object2 &&
        (!memory || ranges_overlap(a->offset, a->size, b->offset2, b->size))) {
        return true;
    }
    return !memory && a->object2 >= 0 && (a->object2 == b->object || a->object2 == b->object2);
}

/* Does `wait` wait for the end that `end` is? */
static inline bool waits_for(const struct operation *wait, const struct operation *end)
{
    return wait->kind == OP_WAIT && (end->kind == OP_EXIT || end->kind == OP_KILLED) &&
           wait->family == end->family && (wait->target == -1 || wait->target == end->target);
}

/* Do two operations touch the same thing, and does one of them change it? This is all that either
 * side knows about independence; the explorer refines it for semaphores by their value. */
static inline bool operations_conflict(const struct operation *a, const struct operation *b)
{
    if (a->kind == OP_KILL || b->kind == OP_KILL) {
        return true;
    }
    return waits_for(a, b) || waits_for(b, a) || touches(a, b) || touches(b, a);
}

#endif
