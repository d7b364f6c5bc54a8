/*
 * wrong: tells only who said before that it sleeps; the time limit hides what gets lost
 * fails: explored
 */
#include <errno.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "lifeline.h"
#include "transport.h"

#define SLOTS 8
#define SLOT_SIZE (SHM_SIZE / SLOTS)

struct ring {
    atomic_uint sent, received;
    atomic_int asleep[2]; /* by side */
    sem_t wake[2];
    char slot[SLOTS][SLOT_SIZE];
};

struct memory_state {
    struct ring *ring;
    enum side side;
    struct lifeline lifeline;
};

static int memory_open(struct channel *channel, size_t message_size)
{
    (void)message_size;
    struct memory_state *state = calloc(1, sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    if (lifeline_open(&state->lifeline) == -1) {
        free(state);
        return -1;
    }
    state->ring =
        mmap(NULL, sizeof(*state->ring), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (state->ring == MAP_FAILED) {
        lifeline_close(&state->lifeline);
        free(state);
        errno = ENOMEM;
        return -1;
    }
    sem_init(&state->ring->wake[SENDER], 1, 0);
    sem_init(&state->ring->wake[RECEIVER], 1, 0);
    channel->state = state;
    return 0;
}

static int memory_join(struct channel *channel, enum side side)
{
    struct memory_state *state = channel->state;
    state->side = side;
    lifeline_join(&state->lifeline, side);
    return 0;
}

static int doze(struct memory_state *state, bool *last)
{
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    moment.tv_nsec += 10000000;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_nsec -= 1000000000;
        moment.tv_sec++;
    }
    if (*last) {
        errno = EPIPE;
        return -1;
    }
    atomic_store(&state->ring->asleep[state->side], 1);
    if (sem_timedwait(&state->ring->wake[state->side], &moment) == -1) {
        *last = lifeline_cut(&state->lifeline, state->side);
    }
    return 0;
}

static void rouse(struct ring *ring, enum side side)
{
    if (atomic_exchange(&ring->asleep[side], 0) == 1) {
        sem_post(&ring->wake[side]);
    }
}

static int memory_send(struct channel *channel, const void *message, size_t size)
{
    struct memory_state *state = channel->state;
    struct ring *ring = state->ring;
    const char *next = message;
    while (size > 0) {
        size_t length = size < SLOT_SIZE ? size : SLOT_SIZE;
        unsigned sent = atomic_load(&ring->sent);
        for (bool last = false; sent - atomic_load(&ring->received) == SLOTS;) {
            if (doze(state, &last) == -1) {
                return -1;
            }
        }
        memcpy(ring->slot[sent % SLOTS], next, length);
        atomic_store(&ring->sent, sent + 1);
        rouse(ring, RECEIVER);
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
        size_t length = size < SLOT_SIZE ? size : SLOT_SIZE;
        unsigned received = atomic_load(&ring->received);
        for (bool last = false; atomic_load(&ring->sent) == received;) {
            if (doze(state, &last) == -1) {
                return -1;
            }
        }
        memcpy(next, ring->slot[received % SLOTS], length);
        atomic_store(&ring->received, received + 1);
        rouse(ring, SENDER);
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
