/* runtime.h - what the files of the runtime share among themselves.
 *
 * The runtime is linked into the program under test. It parks each process before its next visible
 * operation, hands the turn on, performs the operation on the model when the turn comes back, and
 * writes it to the log. It judges nothing: that is the explorer's work.
 *
 * shmcheck-cc renames the calls of the program's object files (sem_wait becomes shmcheck_sem_wait),
 * so that the runtime itself and the C library keep the real ones.
 */
#ifndef SHMCHECK_RUNTIME_H
#define SHMCHECK_RUNTIME_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../include/control.h"

#define MAX_MAPPINGS 64
#define MAX_DESCRIPTORS 64
#define MAX_HANDLES 32
#define MAX_PRIVATE 64
#define MAX_SEEN 64
#define SCRATCH_SIZE (8U << 20)

struct mapping {
    uintptr_t start, end;
    int32_t object;
    uint64_t offset; /* of start within the object */
    uint64_t pc;
    bool attached; /* by shmat */
};

struct descriptor {
    int fd;
    uint64_t pc;
};

/* What sem_open returned: the program sees the address of `place`. */
struct handle {
    void *place;
    int32_t object;
    uint32_t opened;
};

/* A synchronisation object that lives in memory which no other process sees. */
struct private_object {
    uintptr_t address;
    struct object state;
};

/* A step that changed nothing: kept to notice a busy wait. */
struct seen {
    struct operation op;
    uint64_t local; /* digest of the stack and the data before the step */
    uint64_t bulk;  /* digest of the heap and of large data, 0: not taken */
    uint32_t event; /* place in the log */
};

/* The private memory of the runtime. It is mapped, not static, so that the digest of the program's
 * own data does not take in what the runtime counts. Private pages: fork copies them. */
struct runtime {
    struct control *control;
    int32_t self;             /* own slot */
    bool inside;              /* in the runtime: a fault here is one of an argument */
    uint64_t call_pc;         /* where the program called us from */
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
    char *
        scratch; /* SCRATCH_SIZE bytes: copies of shared bytes, taken at the step that reads them */
    size_t scratch_used;
    uint64_t clock_ns; /* the process's own clock: moves when it sleeps or asks */
};

extern struct runtime *shmcheck_rt;
#define RT shmcheck_rt

/* The caller's address in the program, inside the call instruction. */
#define CALLER ((uint64_t)(uintptr_t)__builtin_return_address(0) - 1)

/* Every function that the program can call begins with this: where it was called from. */
#define ENTER()                                                                                    \
    do {                                                                                           \
        RT->call_pc = CALLER;                                                                      \
        RT->call_frame = __builtin_dwarf_cfa();                                                    \
        RT->scratch_used = 0;                                                                      \
    } while (0)

/* turn.c */
struct event *take_turn(const struct operation *op);
struct event *note(const struct operation *op);
void pass_turn_for_good(void);
void finish_write(void);
void wake_process(uint32_t *word);
void sleep_until_woken(uint32_t *word);
void stop_run(enum trouble trouble, uint64_t pc, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));

/* log.c */
struct event *append_event(const struct operation *op, uint32_t flags);
void describe(struct event *event, const char *format, ...) __attribute__((format(printf, 2, 3)));
int conclude(struct event *event, int64_t result, int error);
int conclude_pthread(struct event *event, int error);
void keep_data(struct event *event, const void *bytes, uint64_t size);
void report_misuse(uint64_t pc, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* objects.c */
int32_t find_object(enum object_kind kind, uint64_t key0, uint64_t key1);
int32_t make_object(enum object_kind kind, uint64_t key0, uint64_t key1, const char *label);
struct object *object_at(int32_t index);
struct operation operation(enum operation_kind kind, uint32_t flags, int32_t object, uint64_t pc);

/* mappings.c */
const struct mapping *find_mapping(const void *address);
void add_mapping(void *start, size_t length, int32_t object, uint64_t offset, uint64_t pc,
                 bool attached);
void remove_mapping(void *start, size_t length);

/* spin.c: busy waits */
void notice_spin(struct operation *op, struct process *process);
void remember_step(const struct operation *op, const struct event *event);

/* hooks.c */
void touch(const void *address, uint64_t size, bool writes, uint64_t pc);
void refuse_scribble(const void *address, uint64_t size, uint64_t pc);
uint64_t load_value(const void *address, uint64_t size);

/* sync.c: the object behind an address, for semaphores and the pthread family */
struct object *sync_object(void *address, enum object_kind kind, int32_t *index);
void init_sync_object(struct object *object, uint32_t flags);
bool sync_usable(struct object *object, uint64_t pc);
struct event *sync_step(enum operation_kind kind, uint32_t flags, struct object *object,
                        int32_t index, uint64_t pc);
void overwritten(int32_t memory, uint64_t offset, uint64_t size, uint64_t pc);
void wait_for_ever(int32_t index, enum operation_kind kind, uint64_t pc) __attribute__((noreturn));

/* mutex.c */
int take_mutex(struct object *mutex, int busy);
int release_mutex(struct object *mutex);
void orphan_mutexes(void);

/* fail.c */
bool injected(const char *call, struct event *event, int *error);
int failure_of(const char *call);

/* process.c */
void leave(int status, uint64_t pc) __attribute__((noreturn));
void child_begins(int32_t slot);
void process_name(int32_t slot, char *name, size_t size);

/* crash.c */
void install_crash_handlers(void);

/* sysv_shm.c */
void detach_all(void);

/* posix_shm.c and descriptors.c */
int32_t memory_of(int fd);
void remember_descriptor(int fd, uint64_t pc);
void forget_descriptor(int fd);
void forget_closed_descriptors(void);
struct operation length_operation(enum operation_kind kind, bool writes, int32_t object);

/* snapshot.c */
const void *read_bytes(const void *address, size_t size);
const char *read_string(const char *address, size_t limit, size_t *length);
void write_bytes(void *address, const void *bytes, size_t size);

#endif
