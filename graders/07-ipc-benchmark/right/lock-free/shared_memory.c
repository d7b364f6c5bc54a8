/*
 * right: a ring of bytes with atomic counters, and a wait that never sleeps
 */
#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lifeline.h"
#include "transport.h"

/* A ring of bytes: both count up for ever, in and out modulo SHM_SIZE; the difference is what is
 * there. */
struct ring {
    _Alignas(64) _Atomic uint32_t in;
    _Alignas(64) _Atomic uint32_t out;
    char bytes[SHM_SIZE];
};

struct memory_state {
    struct ring *ring;
    size_t place;
    enum side side;
    struct lifeline lifeline;
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Looks again and again until the counter is not `old` any more, or the other side has gone. */
static int await(const struct memory_state *state, _Atomic uint32_t *counter, uint32_t old)
{
    while (atomic_load(counter) == old) {
        if (lifeline_cut(&state->lifeline, state->side) && atomic_load(counter) == old) {
            errno = EPIPE;
            return -1;
        }
        sched_yield();
    }
    return 0;
}

static int memory_open(struct channel *channel, size_t message_size)
{
    (void)message_size;
    struct memory_state *state = calloc(1, sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    if (lifeline_open(&state->lifeline) == 0) {
        state->ring = mmap(NULL, sizeof(*state->ring), PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (state->ring != MAP_FAILED) {
            channel->state = state;
            return 0;
        }
    }
    int error = errno;
    lifeline_close(&state->lifeline);
    free(state);
    errno = error;
    return -1;
}

static int memory_join(struct channel *channel, enum side side)
{
    struct memory_state *state = channel->state;
    state->side = side;
    lifeline_join(&state->lifeline, side);
    return 0;
}

static int memory_send(struct channel *channel, const void *message, size_t size)
{
    struct memory_state *state = channel->state;
    struct ring *ring = state->ring;
    const char *next = message;
    while (size > 0) {
        uint32_t in = atomic_load(&ring->in), out = atomic_load(&ring->out);
        size_t length = least(size, least(SHM_SIZE - (in - out), SHM_SIZE - state->place));
        if (length == 0) {
            if (await(state, &ring->out, out) == -1) {
                return -1;
            }
            continue;
        }
        memcpy(ring->bytes + state->place, next, length);
        atomic_store(&ring->in, in + (uint32_t)length);
        state->place = (state->place + length) % SHM_SIZE;
        next += length;
        size -= length;
    }
    return 0;
}

static int memory_receive(struct channel *channel, void *buffer, size_t size)
{
    struct memory_state *state = channel->state;
    struct ring *ring = state->ring;
    char *next = buffer;
    while (size > 0) {
        uint32_t in = atomic_load(&ring->in), out = atomic_load(&ring->out);
        size_t length = least(size, least(in - out, SHM_SIZE - state->place));
        if (length == 0) {
            if (await(state, &ring->in, in) == -1) {
                return -1;
            }
            continue;
        }
        memcpy(next, ring->bytes + state->place, length);
        atomic_store(&ring->out, out + (uint32_t)length);
        state->place = (state->place + length) % SHM_SIZE;
        next += length;
        size -= length;
    }
    return 0;
}

static int memory_close(struct channel *channel)
{
    struct memory_state *state = channel->state;
    munmap(state->ring, sizeof(*state->ring));
    lifeline_close(&state->lifeline);
    free(state);
    return 0;
}

const struct transport shared_memory_transport = {
    .name = "shared-memory",
    .open = memory_open,
    .join = memory_join,
    .send = memory_send,
    .receive = memory_receive,
    .close = memory_close,
};
