/* clocks.c - happens-before, and the race in a log.
 *
 * Vector clocks after Fidge and Mattern, one component a process. What synchronises is what
 * POSIX.1-2017 4.12 and C17 5.1.2.4 say: fork and wait, semaphores, mutexes and their kin, atomics
 * by their memory order. The k-th wait of a semaphore that began at v follows the first k - v
 * posts, no others: in another order that counts as the same, the others may come later. Opening a
 * name, and sleeping, order nothing.
 */
#include "clocks.h"

#include <stdlib.h>
#include <string.h>

#include "fault.h"

struct clock {
    uint32_t of[MAX_PROCESSES];
};

/* The clock of one object: for locks what the last holder knew, for semaphores a clock for each
 * post. */
struct object_clock {
    bool begun;
    struct clock writer, readers;
    struct clock *posts;
    uint32_t post_count, post_room, wait_count, initial;
    struct clock arriving;
    struct clock *rounds; /* barrier: what everybody knew at the end of each round */
    uint32_t round_count, round_room;
};

/* An atomic location. */
struct location {
    int32_t object;
    uint64_t offset;
    struct clock released;
};

/* The last access of one kind by one process to some bytes of a cell of 8. */
struct access {
    int32_t next;
    int32_t event;
    uint32_t time;
    uint8_t process, bytes;
    bool writes, plain;
};

#define CELL_BUCKETS 4096

struct cell {
    int32_t next, accesses;
    int32_t object;
    uint64_t index;
};

struct state {
    struct clock processes[MAX_PROCESSES], started[MAX_PROCESSES], ended[MAX_PROCESSES];
    struct clock fence_acquire[MAX_PROCESSES], fence_release[MAX_PROCESSES];
    uint32_t round[MAX_PROCESSES];
    struct object_clock *objects;
    struct location *locations;
    uint32_t location_count, location_room;
    int32_t buckets[CELL_BUCKETS];
    struct cell *cells;
    uint32_t cell_count, cell_room;
    struct access *accesses;
    uint32_t access_count, access_room;
    int first, second;
};

/* Makes room for one more element of an array that grows. */
static void *grow(void *array, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room) {
        return array;
    }
    *room = *room == 0 ? 64 : *room * 2;
    array = realloc(array, *room * size);
    if (array == NULL) {
        tool_fault("there is no memory for the clocks");
    }
    return array;
}

static void join(struct clock *into, const struct clock *from)
{
    for (int i = 0; i < MAX_PROCESSES; i++) {
        if (into->of[i] < from->of[i]) {
            into->of[i] = from->of[i];
        }
    }
}

static struct location *location_of(struct state *state, const struct operation *op)
{
    for (uint32_t i = 0; i < state->location_count; i++) {
        if (state->locations[i].object == op->object && state->locations[i].offset == op->offset) {
            return &state->locations[i];
        }
    }
    state->locations = grow(state->locations, state->location_count, &state->location_room,
                            sizeof(*state->locations));
    struct location *location = &state->locations[state->location_count++];
    *location = (struct location){.object = op->object, .offset = op->offset};
    return location;
}

/* C17 5.1.2.4: a release store heads a release sequence; updates continue it, a later plain atomic
 * store ends it. Fences after 7.17.4. */
static void order_atomic(struct state *state, const struct event *event)
{
    struct clock *self = &state->processes[event->process];
    const struct operation *op = &event->op;
    bool stores =
        op->kind == OP_ATOMIC_STORE || (op->kind == OP_ATOMIC_UPDATE && event->result != 0);
    struct location *location = location_of(state, op);

    if (op->kind != OP_ATOMIC_STORE) {
        join((op->flags & OP_ACQUIRE) != 0 ? self : &state->fence_acquire[event->process],
             &location->released);
    }
    if (!stores) {
        return;
    }
    if (op->kind == OP_ATOMIC_STORE) {
        memset(&location->released, 0, sizeof(location->released));
    }
    join(&location->released,
         (op->flags & OP_RELEASE) != 0 ? self : &state->fence_release[event->process]);
}

static void order_fence(struct state *state, const struct event *event)
{
    struct clock *self = &state->processes[event->process];

    if ((event->op.flags & OP_ACQUIRE) != 0) {
        join(self, &state->fence_acquire[event->process]);
    }
    if ((event->op.flags & OP_RELEASE) != 0) {
        state->fence_release[event->process] = *self;
    }
}

static void begin_semaphore(struct object_clock *semaphore, uint32_t value)
{
    semaphore->begun = true;
    semaphore->initial = value;
    semaphore->post_count = semaphore->wait_count = 0;
}

static void order_semaphore(struct object_clock *semaphore, struct clock *self,
                            const struct event *event)
{
    if (!semaphore->begun) {
        begin_semaphore(semaphore, (uint32_t)event->before);
    }
    if (event->op.kind == OP_SEM_POST) {
        semaphore->posts = grow(semaphore->posts, semaphore->post_count, &semaphore->post_room,
                                sizeof(*semaphore->posts));
        if (semaphore->post_count == 0) {
            memset(&semaphore->posts[0], 0, sizeof(semaphore->posts[0]));
        } else {
            semaphore->posts[semaphore->post_count] = semaphore->posts[semaphore->post_count - 1];
        }
        join(&semaphore->posts[semaphore->post_count++], self);
        return;
    }
    semaphore->wait_count++;
    if (semaphore->wait_count > semaphore->initial) {
        uint32_t post = semaphore->wait_count - semaphore->initial - 1;
        if (post < semaphore->post_count) {
            join(self, &semaphore->posts[post]);
        }
    }
}

static void order_barrier(struct state *state, struct object_clock *barrier, struct clock *self,
                          const struct event *event)
{
    if (event->op.kind == OP_BARRIER_LEAVE) {
        uint32_t round = state->round[event->process];
        if (round < barrier->round_count) {
            join(self, &barrier->rounds[round]);
        }
        return;
    }
    join(&barrier->arriving, self);
    state->round[event->process] = barrier->round_count;
    if ((event->flags & EVENT_ACQUIRED) == 0) {
        return;
    }
    join(self, &barrier->arriving);
    barrier->rounds =
        grow(barrier->rounds, barrier->round_count, &barrier->round_room, sizeof(*barrier->rounds));
    barrier->rounds[barrier->round_count++] = barrier->arriving;
    memset(&barrier->arriving, 0, sizeof(barrier->arriving));
}

static struct object_clock *clock_of(struct state *state, int32_t index)
{
    static struct object_clock none;

    return index >= 0 && index < MAX_OBJECTS ? &state->objects[index] : &none;
}

/* What an operation on a lock, a semaphore or a process orders. */
static void order_event(struct state *state, const struct event *event)
{
    struct clock *self = &state->processes[event->process];
    struct object_clock *object = clock_of(state, event->op.object);
    struct object_clock *second = clock_of(state, event->op.object2);
    bool acquired = (event->flags & EVENT_ACQUIRED) != 0;
    bool changed = (event->flags & EVENT_UNCHANGED) == 0;
    int target = event->op.target;

    switch (event->op.kind) {
    case OP_SEM_INIT:
        begin_semaphore(object, (uint32_t)event->after);
        break;
    case OP_SEM_WAIT:
    case OP_SEM_WAIT_FAILS:
    case OP_SEM_TRYWAIT:
    case OP_SEM_TIMEDWAIT:
        if (acquired) {
            order_semaphore(object, self, event);
        }
        break;
    case OP_SEM_POST:
        if (changed) {
            order_semaphore(object, self, event);
        }
        break;
    case OP_MUTEX_LOCK:
    case OP_MUTEX_TRYLOCK:
    case OP_MUTEX_TIMEDLOCK:
    case OP_SPIN_LOCK:
    case OP_SPIN_TRYLOCK:
        if (acquired) {
            join(self, &object->writer);
        }
        break;
    case OP_MUTEX_UNLOCK:
    case OP_MUTEX_OWNER_DIED:
    case OP_SPIN_UNLOCK:
        if (changed) {
            object->writer = *self;
        }
        break;
    case OP_COND_WAIT:
        if (changed) {
            second->writer = *self;
        }
        break;
    case OP_COND_WAKE:
        join(self, &second->writer);
        if (event->error == 0) {
            join(self, &object->writer);
        }
        break;
    case OP_COND_SIGNAL:
    case OP_COND_BROADCAST:
        join(&object->writer, self);
        break;
    case OP_BARRIER_ARRIVE:
    case OP_BARRIER_LEAVE:
        order_barrier(state, object, self, event);
        break;
    case OP_RWLOCK_RDLOCK:
    case OP_RWLOCK_TRYRDLOCK:
        if (acquired) {
            join(self, &object->writer);
        }
        break;
    case OP_RWLOCK_WRLOCK:
    case OP_RWLOCK_TRYWRLOCK:
        if (acquired) {
            join(self, &object->writer);
            join(self, &object->readers);
        }
        break;
    case OP_RWLOCK_UNLOCK:
        if (changed) {
            join((event->op.flags & OP_READ_LOCK) != 0 ? &object->readers : &object->writer, self);
        }
        break;
    case OP_FORK:
        if (target >= 0 && target < MAX_PROCESSES) {
            state->started[target] = *self;
        }
        break;
    case OP_START:
        join(self, &state->started[event->process]);
        break;
    case OP_EXIT:
    case OP_KILLED:
    case OP_CRASH:
        state->ended[event->process] = *self;
        break;
    case OP_KILL:
        if (target >= 0 && target < MAX_PROCESSES) {
            state->ended[target] = state->processes[target];
        }
        break;
    case OP_WAIT:
        if (changed && event->error == 0 && target >= 0 && target < MAX_PROCESSES) {
            join(self, &state->ended[target]);
        }
        break;
    case OP_FENCE:
        order_fence(state, event);
        break;
    default:
        break;
    }
}

static struct cell *cell_of(struct state *state, int32_t object, uint64_t index)
{
    uint64_t hash = (index * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)object * 31) >> 40;
    int32_t *head = &state->buckets[hash % CELL_BUCKETS];

    for (int32_t i = *head; i >= 0; i = state->cells[i].next) {
        if (state->cells[i].object == object && state->cells[i].index == index) {
            return &state->cells[i];
        }
    }
    state->cells = grow(state->cells, state->cell_count, &state->cell_room, sizeof(*state->cells));
    struct cell *cell = &state->cells[state->cell_count];
    *cell = (struct cell){.next = *head, .accesses = -1, .object = object, .index = index};
    *head = (int32_t)state->cell_count++;
    return cell;
}

/* Looks for an earlier access to the same bytes that is not ordered with this one, and remembers
 * this one. */
static void check_cell(struct state *state, struct cell *cell, struct access now)
{
    const struct clock *self = &state->processes[now.process];
    int32_t mine = -1;

    for (int32_t i = cell->accesses; i >= 0; i = state->accesses[i].next) {
        struct access *old = &state->accesses[i];
        if (old->process == now.process) {
            if (old->writes == now.writes && old->plain == now.plain &&
                (old->bytes & ~now.bytes) == 0) {
                mine = i;
            }
            continue;
        }
        if ((old->bytes & now.bytes) != 0 && (old->writes || now.writes) &&
            (old->plain || now.plain) && old->time > self->of[old->process] && state->first < 0) {
            state->first = old->event;
            state->second = now.event;
        }
    }
    if (mine >= 0) {
        now.next = state->accesses[mine].next;
        state->accesses[mine] = now;
        return;
    }
    state->accesses =
        grow(state->accesses, state->access_count, &state->access_room, sizeof(*state->accesses));
    now.next = cell->accesses;
    cell->accesses = (int32_t)state->access_count;
    state->accesses[state->access_count++] = now;
}

static void check_range(struct state *state, const struct event *event, int index, int32_t object,
                        uint64_t offset, bool writes)
{
    uint64_t end = offset + event->op.size;

    for (uint64_t at = offset; at < end && state->first < 0; at = (at / 8 + 1) * 8) {
        uint64_t stop = (at / 8 + 1) * 8 < end ? (at / 8 + 1) * 8 : end;
        uint8_t bytes = (uint8_t)(((1U << (stop - at)) - 1U) << (at % 8));
        struct access access = {.event = index,
                                .time = state->processes[event->process].of[event->process],
                                .process = (uint8_t)event->process,
                                .bytes = bytes,
                                .writes = writes,
                                .plain = (event->op.flags & OP_PLAIN) != 0};

        check_cell(state, cell_of(state, object, at / 8), access);
    }
}

static void check_access(struct state *state, const struct event *event, int index)
{
    bool writes = (event->op.flags & OP_WRITES) != 0;

    if (event->op.offset >= OFFSET_LENGTH || event->op.size >= OFFSET_LENGTH ||
        event->op.object < 0) {
        return;
    }
    if (event->op.kind == OP_ATOMIC_UPDATE && event->result == 0) {
        writes = false;
    }
    check_range(state, event, index, event->op.object, event->op.offset, writes);
    if (event->op.kind == OP_COPY && event->op.object2 >= 0) {
        check_range(state, event, index, event->op.object2, event->op.offset2, false);
    }
}

static bool is_atomic(uint16_t kind)
{
    return kind == OP_ATOMIC_LOAD || kind == OP_ATOMIC_STORE || kind == OP_ATOMIC_UPDATE;
}

bool find_race(const struct control *control, int *first, int *second)
{
    static struct state state; /* its arrays are kept from run to run */
    static struct object_clock objects[MAX_OBJECTS];

    for (uint32_t i = 0; i < MAX_OBJECTS; i++) {
        struct object_clock *object = &objects[i];
        *object = (struct object_clock){.posts = object->posts,
                                        .post_room = object->post_room,
                                        .rounds = object->rounds,
                                        .round_room = object->round_room};
    }
    memset(state.processes, 0, sizeof(state.processes));
    memset(state.started, 0, sizeof(state.started));
    memset(state.ended, 0, sizeof(state.ended));
    memset(state.fence_acquire, 0, sizeof(state.fence_acquire));
    memset(state.fence_release, 0, sizeof(state.fence_release));
    memset(state.buckets, 0xff, sizeof(state.buckets));
    state.objects = objects;
    state.location_count = state.cell_count = state.access_count = 0;
    state.first = state.second = -1;
    for (uint32_t i = 0; i < control->event_count && i < MAX_EVENTS && state.first < 0; i++) {
        const struct event *event = &control->events[i];

        if (event->process < 0 || event->process >= MAX_PROCESSES) {
            continue;
        }
        state.processes[event->process].of[event->process]++;
        if (is_atomic(event->op.kind)) {
            order_atomic(&state, event);
        } else {
            order_event(&state, event);
        }
        if ((event->op.flags & OP_MEMORY) != 0) {
            check_access(&state, event, (int)i);
        }
    }
    *first = state.first;
    *second = state.second;
    return state.first >= 0;
}
