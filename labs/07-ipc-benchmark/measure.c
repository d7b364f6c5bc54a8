/*
 * measure.c - one run: two processes, a channel between them, and a clock.
 *
 * The child sends and the parent receives, each on a processor of its own where there are two. The
 * parent reads every byte (the checksum), because a message that nobody looks at was not moved.
 * Time begins when the child is about to send the first message that counts, after some that warm
 * up caches, buffers and processors, and ends when the parent has checked the last.
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"
#include "messages.h"

/* What child and parent tell each other, beside the channel. */
struct shared {
    double began;
    char problem[PROBLEM_SIZE]; /* of the child */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static long warm_up(struct work work)
{
    return work.count / 20 < 8 ? 8 : work.count / 20;
}

static bool say_problem(char *problem, const struct transport *transport, const char *function)
{
    snprintf(problem, PROBLEM_SIZE, "%s of %s: %s", function, transport->name, strerror(errno));
    return false;
}

static cpu_set_t allowed;

void used_processors(int cpu[2])
{
    if (CPU_COUNT(&allowed) == 0 && sched_getaffinity(0, sizeof(allowed), &allowed) == -1) {
        CPU_ZERO(&allowed);
    }
    cpu[0] = cpu[1] = 0;
    for (int number = 0, found = 0; number < CPU_SETSIZE && found < 2; number++) {
        if (CPU_ISSET(number, &allowed)) {
            cpu[found++] = number;
            cpu[1] = number;
        }
    }
}

/* Stays on the processor of this side from now on. A refusal only makes the numbers less steady. */
static void stay_on(enum side side)
{
    int cpu[2];
    cpu_set_t set;
    used_processors(cpu);
    CPU_ZERO(&set);
    CPU_SET(cpu[side], &set);
    sched_setaffinity(0, sizeof(set), &set);
}

static bool send_number(const struct transport *transport, struct channel *channel, long number,
                        size_t size, char *problem)
{
    if (transport->send(channel, message_number(number), size) == -1) {
        return say_problem(problem, transport, "send");
    }
    return true;
}

static bool receive_number(const struct transport *transport, struct channel *channel, long number,
                           size_t size, void *buffer, char *problem)
{
    if (transport->receive(channel, buffer, size) == -1) {
        return say_problem(problem, transport, "receive");
    }
    if (checksum(buffer, size) != checksum_number(number)) {
        snprintf(problem, PROBLEM_SIZE, "%s: message %ld is not what was sent", transport->name,
                 number);
        return false;
    }
    return true;
}

/* The child of a transfer. */
static bool send_all(const struct transport *transport, struct channel *channel, struct work work,
                     struct shared *shared)
{
    if (transport->join(channel, SENDER) == -1) {
        return say_problem(shared->problem, transport, "join");
    }
    bool well = true;
    long first = warm_up(work);
    for (long i = 0; well && i < first + work.count; i++) {
        if (i == first) {
            shared->began = now();
        }
        well = send_number(transport, channel, i, work.size, shared->problem);
    }
    return well;
}

/* The parent of a transfer. */
static bool receive_all(const struct transport *transport, struct channel *channel,
                        struct work work, void *buffer, progress *say, char *problem)
{
    if (transport->join(channel, RECEIVER) == -1) {
        return say_problem(problem, transport, "join");
    }
    long first = warm_up(work);
    for (long i = 0; i < first + work.count; i++) {
        if (!receive_number(transport, channel, i, work.size, buffer, problem)) {
            return false;
        }
        if (say != NULL) {
            say(i - first + 1);
        }
    }
    return true;
}

/* Reaps the child; if the parent has given up, the child has to as well. */
static void end_child(pid_t child, bool well)
{
    if (!well) {
        kill(child, SIGKILL);
    }
    while (waitpid(child, NULL, 0) == -1 && errno == EINTR) {
    }
}

/* A page that child and parent share; NULL with words in `problem`. */
static struct shared *share(char *problem)
{
    struct shared *shared =
        mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        snprintf(problem, PROBLEM_SIZE, "mmap: %s", strerror(errno));
        return NULL;
    }
    return shared;
}

/* The words of the one that failed first are the other's reason. */
static void choose_problem(char *problem, const struct shared *shared)
{
    if (shared->problem[0] != '\0') {
        memcpy(problem, shared->problem, PROBLEM_SIZE);
    }
}

double measure_transfer(const struct transport *transport, struct work work, progress *say,
                        char *problem)
{
    double seconds = -1;
    void *buffer = malloc(work.size);
    struct shared *shared = share(problem);
    struct channel channel = {0};
    if (buffer == NULL || shared == NULL) {
        free(buffer);
        return -1;
    }
    memset(buffer, 0, work.size); /* its pages exist now */
    if (transport->open(&channel, work.size) == -1) {
        say_problem(problem, transport, "open");
        goto out;
    }
    pid_t child = fork();
    if (child == 0) {
        stay_on(SENDER);
        bool well = send_all(transport, &channel, work, shared);
        transport->close(&channel);
        _exit(well ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    if (child == -1) {
        snprintf(problem, PROBLEM_SIZE, "fork: %s", strerror(errno));
    } else {
        stay_on(RECEIVER);
        bool well = receive_all(transport, &channel, work, buffer, say, problem);
        double ended = now();
        end_child(child, well);
        sched_setaffinity(0, sizeof(allowed), &allowed);
        choose_problem(problem, shared);
        if (problem[0] == '\0') {
            seconds = ended - shared->began;
        }
    }
    if (transport->close(&channel) == -1 && problem[0] == '\0') {
        say_problem(problem, transport, "close");
        seconds = -1;
    }
out:
    munmap(shared, sizeof(*shared));
    free(buffer);
    return seconds;
}

/* One player: answers (or serves) count times. Each has a channel to send and one to receive. */
static bool play(const struct transport *transport, struct channel *out, struct channel *in,
                 bool serves, struct work work, progress *say, double *began, char *problem)
{
    char *buffer = malloc(work.size);
    bool well =
        buffer != NULL && transport->join(out, SENDER) == 0 && transport->join(in, RECEIVER) == 0;
    if (!well) {
        say_problem(problem, transport, "join");
    }
    long first = warm_up(work);
    for (long i = 0; well && i < first + work.count; i++) {
        if (i == first) {
            *began = now();
        }
        well = (!serves || send_number(transport, out, i, work.size, problem)) &&
               receive_number(transport, in, i, work.size, buffer, problem) &&
               (serves || send_number(transport, out, i, work.size, problem));
        if (say != NULL) {
            say(i - first + 1);
        }
    }
    free(buffer);
    return well;
}

double measure_ping_pong(const struct transport *transport, struct work work, progress *say,
                         char *problem)
{
    double seconds = -1;
    struct shared *shared = share(problem);
    struct channel there = {0}, back = {0};
    if (shared == NULL) {
        return -1;
    }
    if (transport->open(&there, work.size) == -1) {
        say_problem(problem, transport, "open");
        goto out;
    }
    if (transport->open(&back, work.size) == -1) {
        say_problem(problem, transport, "open");
        transport->close(&there);
        goto out;
    }
    pid_t child = fork();
    if (child == 0) {
        double unused;
        stay_on(SENDER);
        bool well = play(transport, &back, &there, false, work, NULL, &unused, shared->problem);
        transport->close(&there);
        transport->close(&back);
        _exit(well ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    if (child == -1) {
        snprintf(problem, PROBLEM_SIZE, "fork: %s", strerror(errno));
    } else {
        double began = 0;
        stay_on(RECEIVER);
        bool well = play(transport, &there, &back, true, work, say, &began, problem);
        double ended = now();
        end_child(child, well);
        sched_setaffinity(0, sizeof(allowed), &allowed);
        choose_problem(problem, shared);
        if (problem[0] == '\0') {
            seconds = ended - began;
        }
    }
    transport->close(&there);
    transport->close(&back);
out:
    munmap(shared, sizeof(*shared));
    return seconds;
}
