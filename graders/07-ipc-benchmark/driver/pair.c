/* pair.c - the two processes at the ends of a channel. */
#include "pair.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "holdings.h"

enum { GUARD = 64, GUARD_BYTE = 0xA5 };

struct transfer *grader_new_transfer(const struct transport *transport)
{
    struct transfer *transfer =
        mmap(NULL, sizeof(*transfer), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (transfer == MAP_FAILED) {
        grader_fault("mmap");
    }
    transfer->transport = transport;
    transfer->seed = (uint64_t)grader_draw(1, 1000000000);
    transfer->opener_is = grader_draw(0, 1) == 0 ? SENDER : RECEIVER;
    if (sem_init(&transfer->end[SENDER].gate, 1, 0) == -1 ||
        sem_init(&transfer->end[RECEIVER].gate, 1, 0) == -1 ||
        sem_init(&transfer->end[SENDER].finished, 1, 0) == -1 ||
        sem_init(&transfer->end[RECEIVER].finished, 1, 0) == -1 ||
        sem_init(&transfer->joined, 1, 0) == -1) {
        grader_fault("sem_init");
    }
    return transfer;
}

void grader_add(struct transfer *transfer, size_t size)
{
    transfer->sizes[transfer->count++] = size;
}

static size_t largest(const struct transfer *transfer)
{
    size_t most = 0;
    for (int i = 0; i < transfer->count; i++) {
        most = transfer->sizes[i] > most ? transfer->sizes[i] : most;
    }
    return most;
}

/* The content of a message: both ends can make it, from what they were told before. */
static void write_message(const struct transfer *transfer, int number, unsigned char *message)
{
    uint64_t state = transfer->seed * 1000003U + (uint64_t)number + 1;
    size_t size = transfer->sizes[number];
    for (size_t i = 0; i < size; i += sizeof(state)) {
        /* Marsaglia's xorshift64 (2003). */
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        memcpy(message + i, &state, size - i < sizeof(state) ? size - i : sizeof(state));
    }
}

/* Makes all pipes and sockets of this process hold as little as they can. */
static void shrink_buffers(void)
{
    for (int descriptor = 3; descriptor < 256; descriptor++) {
        struct stat status;
        const int least = 1;
        if (fstat(descriptor, &status) == -1) {
            continue;
        }
        if (S_ISFIFO(status.st_mode)) {
            fcntl(descriptor, F_SETPIPE_SZ, least);
        } else if (S_ISSOCK(status.st_mode)) {
            setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &least, sizeof(least));
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &least, sizeof(least));
        }
    }
}

static void on_signal(int number)
{
    (void)number;
}

/* Signals interrupt calls from now on: a handler, and no SA_RESTART. */
static void be_interruptible(void)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &action, NULL);
}

/* Which end this process is, for on_crash; and where the director waits for it. */
static struct end *own_end;
static sem_t *own_joined;

/* Says it, and lets the other end go on, who may be waiting for this one. */
static void on_crash(int number)
{
    own_end->crashed = number;
    sem_post(own_joined);
    sem_post(&own_end->finished);
    _exit(DRIVER_NOT_MET);
}

static void report_crashes(struct transfer *transfer, struct end *end)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};
    own_end = end;
    own_joined = &transfer->joined;
    for (size_t i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++) {
        signal(crashes[i], on_crash);
    }
}

static void complain(struct end *end, const char *what, int number, size_t size)
{
    snprintf(end->got, GOT_SIZE, "%s: message %d, of %zu bytes", what, number + 1, size);
}

/* Sends one message; the memory is used for something else as soon as send returns. */
static bool send_one(const struct transfer *transfer, struct channel *channel, int number,
                     struct end *end)
{
    size_t size = transfer->sizes[number];
    unsigned char *message = malloc(size);
    if (message == NULL) {
        grader_fault("malloc");
    }
    write_message(transfer, number, message);
    errno = 0;
    end->failed = transfer->transport->send(channel, message, size) != 0;
    int error = errno;
    memset(message, 0, size);
    free(message);
    if (end->failed && !transfer->may_fail) {
        complain(end, "send returned -1", number, size);
        size_t length = strlen(end->got);
        snprintf(end->got + length, GOT_SIZE - length, " (%s)", strerror(error));
    } else if (end->failed && error == 0) {
        complain(end, "send failed and left errno at 0", number, size);
    }
    return !end->failed;
}

static bool receive_one(const struct transfer *transfer, struct channel *channel, int number,
                        struct end *end)
{
    size_t size = transfer->sizes[number];
    unsigned char *buffer = malloc(size + GUARD), *wanted = malloc(size);
    if (buffer == NULL || wanted == NULL) {
        grader_fault("malloc");
    }
    memset(buffer, GUARD_BYTE, size + GUARD);
    errno = 0;
    end->failed = transfer->transport->receive(channel, buffer, size) != 0;
    int error = errno;
    write_message(transfer, number, wanted);
    if (end->failed && !transfer->may_fail) {
        complain(end, "receive returned -1", number, size);
        size_t length = strlen(end->got);
        snprintf(end->got + length, GOT_SIZE - length, " (%s)", strerror(error));
    } else if (end->failed && error == 0) {
        complain(end, "receive failed and left errno at 0", number, size);
    } else if (!end->failed && memcmp(buffer, wanted, size) != 0) {
        complain(end, "receive returned 0, but the bytes are not those that were sent", number,
                 size);
    }
    for (int i = 0; i < GUARD; i++) {
        if (buffer[size + (size_t)i] != GUARD_BYTE) {
            complain(end, "receive wrote behind the end of the buffer", number, size);
        }
    }
    free(buffer);
    free(wanted);
    return !end->failed && end->got[0] == '\0';
}

/* What one of the two processes does, from its join to its close. `back` is the second channel. */
static void be(enum side side, struct transfer *transfer, struct channel *channel,
               struct channel *back, struct holdings before)
{
    const struct transport *transport = transfer->transport;
    const enum side other = side == SENDER ? RECEIVER : SENDER;
    struct end *end = &transfer->end[side];
    end->pid = getpid();
    report_crashes(transfer, end);
    bool joined = transport->join(channel, side) == 0 &&
                  (!transfer->answered || transport->join(back, other) == 0);
    sem_post(&transfer->joined);
    while (sem_wait(&end->gate) == -1) {
    }
    if (!joined) {
        snprintf(end->got, GOT_SIZE, "join failed");
    }
    for (int number = 0; joined && number < transfer->count; number++) {
        bool well = side == SENDER ? send_one(transfer, channel, number, end)
                                   : receive_one(transfer, channel, number, end);
        if (well && transfer->answered) {
            well = side == SENDER ? receive_one(transfer, back, number, end)
                                  : send_one(transfer, back, number, end);
        }
        if (!well) {
            break;
        }
        end->done++;
    }
    sem_post(&end->finished);
    /* Whether what was sent survives a close is a scenario of its own. */
    while (!transfer->may_fail && sem_wait(&transfer->end[other].finished) == -1) {
    }
    if (transport->close(channel) != 0 || (transfer->answered && transport->close(back) != 0)) {
        snprintf(end->got, GOT_SIZE, "close failed");
    }
    grader_holds_more(before, grader_holdings(), end->held);
    end->ended = true;
}

/* The opener and, in a child of it, the other one. */
static _Noreturn void open_and_fork(struct transfer *transfer)
{
    const struct transport *transport = transfer->transport;
    const enum side side = transfer->opener_is, other = side == SENDER ? RECEIVER : SENDER;
    struct channel channel = {NULL}, back = {NULL};
    be_interruptible();
    if (transfer->traced) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1) {
            grader_fault("ptrace");
        }
        raise(SIGSTOP);
    }
    struct holdings before = grader_holdings();
    size_t most = largest(transfer);
    if (transport->open(&channel, most) != 0 ||
        (transfer->answered && transport->open(&back, most) != 0)) {
        snprintf(transfer->end[side].got, GOT_SIZE, "open failed (%s)", strerror(errno));
        sem_post(&transfer->joined);
        sem_post(&transfer->joined);
        _exit(DRIVER_NOT_MET);
    }
    if (transfer->small_buffers) {
        shrink_buffers();
    }
    pid_t child = fork();
    if (child == -1) {
        grader_fault("fork");
    }
    if (child == 0) {
        be(other, transfer, &channel, &back, before);
        exit(DRIVER_MET);
    }
    be(side, transfer, &channel, &back, before);
    /* A killed child is a zombie until here: the channel has to see its death all the same. */
    while (waitpid(child, NULL, 0) == -1 && errno == EINTR) {
    }
    exit(DRIVER_MET);
}

void grader_start(struct transfer *transfer)
{
    transfer->opener = fork();
    if (transfer->opener == -1) {
        grader_fault("fork");
    }
    if (transfer->opener == 0) {
        open_and_fork(transfer);
    }
    if (transfer->traced) {
        return; /* it stands still until it is traced */
    }
    for (int side = 0; side < 2; side++) {
        while (sem_wait(&transfer->joined) == -1) {
        }
    }
    if (transfer->end[SENDER].pid == 0 || transfer->end[RECEIVER].pid == 0) {
        grader_finish(transfer); /* there is no channel, and it says why */
    }
}

void grader_open_gate(struct transfer *transfer, enum side side)
{
    sem_post(&transfer->end[side].gate);
}

void grader_finish(struct transfer *transfer)
{
    static const char *const names[] = {"sender", "receiver"};
    int status;
    for (pid_t pid; (pid = wait(&status)) != -1 || errno == EINTR;) {
        for (int side = 0; pid > 0 && side < 2; side++) {
            const struct end *end = &transfer->end[side];
            bool killed_by_us =
                WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && transfer->may_fail;
            if (end->pid == pid && WIFSIGNALED(status) && !killed_by_us) {
                grader_got("the %s was killed by SIG%s", names[side],
                           sigabbrev_np(WTERMSIG(status)));
            }
        }
    }
    for (int side = 0; side < 2; side++) {
        if (transfer->end[side].crashed != 0) {
            grader_got("the %s was killed by SIG%s", names[side],
                       sigabbrev_np(transfer->end[side].crashed));
        }
    }
    /* What the sender says first: when it has given up, the receiver could not but fail. */
    for (int side = 0; side < 2; side++) {
        if (transfer->end[side].got[0] != '\0') {
            grader_got("the %s: %s", names[side], transfer->end[side].got);
        }
    }
    for (int side = 0; side < 2 && !transfer->may_fail; side++) {
        const struct end *end = &transfer->end[side];
        if (!end->ended) {
            grader_got("the %s ended after %d of %d messages", names[side], end->done,
                       transfer->count);
        }
    }
}
