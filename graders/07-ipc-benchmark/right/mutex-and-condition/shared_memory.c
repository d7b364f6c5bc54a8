/*
 * right: one buffer as large as a message, a mutex and a condition variable
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "lifeline.h"
#include "transport.h"

struct box {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    size_t filled; /* bytes in it; 0: the sender may write */
    char bytes[];
};

struct memory_state {
    struct box *box;
    size_t size;
    enum side side;
    struct lifeline lifeline;
};

static struct timespec in_a_tenth(clockid_t clock)
{
    struct timespec moment;
    clock_gettime(clock, &moment);
    moment.tv_nsec += 100000000;
    if (moment.tv_nsec >= 1000000000) {
        moment.tv_nsec -= 1000000000;
        moment.tv_sec++;
    }
    return moment;
}

/* With the mutex: waits until the box is full, or empty, as asked for, or the other side has
 * gone. */
static int await(struct memory_state *state, bool full)
{
    struct box *box = state->box;
    for (bool last = false; (box->filled > 0) != full;) {
        struct timespec moment = in_a_tenth(CLOCK_REALTIME);
        if (last) {
            errno = EPIPE;
            return -1;
        }
        if (pthread_cond_timedwait(&box->changed, &box->mutex, &moment) == ETIMEDOUT) {
            last = lifeline_cut(&state->lifeline, state->side) && (box->filled > 0) != full;
        }
    }
    return 0;
}

static int memory_open(struct channel *channel, size_t message_size)
{
    struct memory_state *state = calloc(1, sizeof(*state));
    if (state == NULL) {
        return -1;
    }
    state->size = sizeof(struct box) + message_size;
    if (lifeline_open(&state->lifeline) == -1) {
        free(state);
        return -1;
    }
    state->box = mmap(NULL, state->size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (state->box == MAP_FAILED) {
        int error = errno;
        lifeline_close(&state->lifeline);
        free(state);
        errno = error;
        return -1;
    }
    pthread_mutexattr_t of_mutex;
    pthread_mutexattr_init(&of_mutex);
    pthread_mutexattr_setpshared(&of_mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&state->box->mutex, &of_mutex);
    pthread_mutexattr_destroy(&of_mutex);
    pthread_condattr_t of_condition;
    pthread_condattr_init(&of_condition);
    pthread_condattr_setpshared(&of_condition, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&state->box->changed, &of_condition);
    pthread_condattr_destroy(&of_condition);
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

static int memory_send(struct channel *channel, const void *message, size_t size)
{
    struct memory_state *state = channel->state;
    struct box *box = state->box;
    pthread_mutex_lock(&box->mutex);
    int result = await(state, false);
    if (result == 0) {
        memcpy(box->bytes, message, size);
        box->filled = size;
        pthread_cond_signal(&box->changed);
    }
    int error = errno;
    pthread_mutex_unlock(&box->mutex);
    errno = error;
    return result;
}

static int memory_receive(struct channel *channel, void *buffer, size_t size)
{
    struct memory_state *state = channel->state;
    struct box *box = state->box;
    pthread_mutex_lock(&box->mutex);
    int result = await(state, true);
    if (result == 0) {
        memcpy(buffer, box->bytes, size);
        box->filled = 0;
        pthread_cond_signal(&box->changed);
    }
    int error = errno;
    pthread_mutex_unlock(&box->mutex);
    errno = error;
    return result;
}

static int memory_close(struct channel *channel)
{
    struct memory_state *state = channel->state;
    munmap(state->box, state->size);
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
