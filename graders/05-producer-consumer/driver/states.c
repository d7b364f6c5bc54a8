/* states.c - scenarios of several processes: full and empty rings, sleeping and waking. */
#include "states.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame.h"
#include "rings.h"
#include "workers.h"

static struct ring *ring;
static int descriptor;
static int items[BUF_SIZE];

/* Starts a new ring, with BUF_SIZE drawn items in it if `full`. */
static void begin(bool full)
{
    ring = grader_map_ring(&descriptor);
    grader_init(ring);
    grader_draw_items(items, BUF_SIZE);
    /* The buffer's first slot is not always the ring's first. */
    grader_put_all(ring, items, 2);
    grader_get_all(ring, items, 2);
    if (full) {
        grader_put_all(ring, items, BUF_SIZE);
    }
}

/* Starts a process that has the ring mapped at another address than this one. */
static struct worker *start(enum action action, int item)
{
    return grader_start(
        (struct start){.action = action, .ring = ring, .descriptor = descriptor, .item = item});
}

void grader_scenario_shared(void)
{
    int more[2] = {grader_draw_item(), grader_draw_item()};
    begin(false);
    grader_expect("another program that maps the memory gets the items, and puts two more");
    grader_put_all(ring, items, 3);
    pid_t peer = fork();
    if (peer == -1) {
        grader_fault("fork");
    }
    if (peer == 0) {
        /* A program started anew: variables of ring.c's own are as they were in the beginning. */
        char words[6][16];
        int values[6] = {descriptor, items[0], items[1], items[2], more[0], more[1]};
        for (int i = 0; i < 6; i++) {
            snprintf(words[i], sizeof(words[i]), "%d", values[i]);
        }
        execl("/proc/self/exe", "driver", "peer", "0", words[0], words[1], words[2], words[3],
              words[4], words[5], (char *)NULL);
        grader_fault("exec");
    }
    int status;
    while (waitpid(peer, &status, 0) == -1 && errno == EINTR) {
    }
    if (WIFSIGNALED(status)) {
        grader_got("the other program was killed: %s", strsignal(WTERMSIG(status)));
    }
    if (WEXITSTATUS(status) != 0) {
        _exit(WEXITSTATUS(status)); /* it has said why */
    }
    grader_get_all(ring, more, 2);
}

void grader_scenario_peer(void)
{
    int numbers[6];
    char **words = grader_words();
    for (int i = 0; i < 6; i++) {
        if (words[i] == NULL) {
            errno = EINVAL;
            grader_fault("peer");
        }
        numbers[i] = (int)strtol(words[i], NULL, 10);
    }
    struct ring *same = grader_map_again(numbers[0]);
    grader_get_all(same, numbers + 1, 3);
    grader_put_all(same, numbers + 4, 2);
}

void grader_scenario_full(void)
{
    begin(true);
    grader_expect("a put into a ring with %d of %d items sleeps until there is room", BUF_SIZE,
                  BUF_SIZE);
    struct worker *producer = start(PUT, grader_draw_item());
    grader_until_blocked();
    grader_expect_asleep(producer);
    grader_end(producer);
}

void grader_scenario_empty(void)
{
    begin(false);
    grader_expect("a get from an empty ring sleeps until there is an item");
    struct worker *consumer = start(GET, 0);
    grader_until_blocked();
    grader_expect_asleep(consumer);
    grader_end(consumer);
}

void grader_scenario_deadlock(void)
{
    begin(true);
    grader_expect("while a producer sleeps because the ring is full, a consumer can get an item");
    struct worker *producer = start(PUT, grader_draw_item());
    grader_until_blocked();
    grader_get_all(ring, items, 1);
    grader_end(producer);

    begin(false);
    grader_expect("while a consumer sleeps because the ring is empty, a producer can put an item");
    struct worker *consumer = start(GET, 0);
    grader_until_blocked();
    grader_put_all(ring, items, 1);
    grader_end(consumer);
}

/* What a sleeping producer or consumer got in the end, and the ring after it. */
static void finish_put(struct worker *producer)
{
    int item = producer->item;
    grader_await(producer);
    grader_get_all(ring, items + 1, BUF_SIZE - 1);
    grader_get_all(ring, &item, 1);
    grader_check_intact(ring);
}

static void finish_get(struct worker *consumer, int item)
{
    grader_await(consumer);
    if (consumer->item != item) {
        grader_got("it got %d, and %d was put", consumer->item, item);
    }
    grader_check_intact(ring);
}

void grader_scenario_wakes(void)
{
    begin(true);
    grader_expect("a producer that sleeps wakes when another process has taken an item");
    struct worker *producer = start(PUT, grader_draw_item());
    grader_until_blocked();
    grader_get_all(ring, items, 1);
    finish_put(producer);

    begin(false);
    grader_expect("a consumer that sleeps wakes when another process has put an item");
    struct worker *consumer = start(GET, 0);
    grader_until_blocked();
    grader_put_all(ring, items, 1);
    finish_get(consumer, items[0]);
}

enum { WAITERS = 3 };

/*
 * Starts the workers, each when the one before it sleeps: a ring that serves in the order of
 * arrival has the order of `workers`. Then stops them, so that none can run before all is done for
 * them.
 */
static void stop_waiters(struct worker **workers, enum action action, const int *wanted)
{
    for (int i = 0; i < WAITERS; i++) {
        workers[i] = start(action, action == PUT ? wanted[i] : 0);
        grader_until_blocked();
    }
    for (int i = 0; i < WAITERS; i++) {
        kill(workers[i]->pid, SIGSTOP);
        int status;
        if (waitpid(workers[i]->pid, &status, WUNTRACED) == -1 || !WIFSTOPPED(status)) {
            grader_got("the process ended before there was anything for it to wake for");
        }
    }
}

/*
 * Lets the workers go on, one after the other: each must get through, and what they would do to
 * each other at the same time is another check's matter.
 */
static void continue_each(struct worker **workers)
{
    for (int i = 0; i < WAITERS; i++) {
        kill(workers[i]->pid, SIGCONT);
        grader_await(workers[i]);
    }
}

/* Each of the wanted numbers must be among those that came, in any order. */
static void expect_same(const int *wanted, const int *came, int count)
{
    bool used[BUF_SIZE] = {false};
    for (int i = 0; i < count; i++) {
        int j = 0;
        while (j < count && (used[j] || came[j] != wanted[i])) {
            j++;
        }
        if (j == count) {
            grader_got("the item %d was lost", wanted[i]);
        }
        used[j] = true;
    }
}

void grader_scenario_waiters(void)
{
    struct worker *workers[WAITERS];
    int came[WAITERS], wanted[WAITERS];
    begin(false);
    grader_expect("%d consumers sleep, %d items come at once: all wake, each has one", WAITERS,
                  WAITERS);
    stop_waiters(workers, GET, NULL);
    grader_put_all(ring, items, WAITERS);
    continue_each(workers);
    for (int i = 0; i < WAITERS; i++) {
        came[i] = workers[i]->item;
    }
    expect_same(items, came, WAITERS);
    grader_check_intact(ring);

    begin(true);
    grader_expect("%d producers sleep, %d slots are freed at once: all wake, no item is lost",
                  WAITERS, WAITERS);
    grader_draw_items(wanted, WAITERS);
    stop_waiters(workers, PUT, wanted);
    grader_get_all(ring, items, WAITERS);
    continue_each(workers);
    grader_get_all(ring, items + WAITERS, BUF_SIZE - WAITERS);
    for (int i = 0; i < WAITERS; i++) {
        if (ring_get(ring, &came[i]) != 0) {
            grader_got("ring_get failed (%s)", strerror(errno));
        }
    }
    expect_same(wanted, came, WAITERS);
    grader_check_intact(ring);
}

/*
 * A signal with a handler, twice, each time while the worker sleeps. It may or may not have been
 * handled (a design may put signals off while it waits); the worker must be asleep again.
 */
static void interrupt_twice(struct worker *worker)
{
    grader_until_blocked();
    for (int i = 0; i < 2; i++) {
        grader_interrupt(worker);
        grader_until_blocked();
        grader_expect_asleep(worker);
    }
}

void grader_scenario_interrupted(void)
{
    begin(true);
    grader_expect("a put that waits for room goes on waiting when signals interrupt it, and puts "
                  "its item once");
    struct worker *producer = start(PUT, grader_draw_item());
    interrupt_twice(producer);
    grader_get_all(ring, items, 1);
    finish_put(producer);

    begin(false);
    grader_expect("a get that waits for an item goes on waiting when signals interrupt it, and "
                  "gets one item");
    struct worker *consumer = start(GET, 0);
    interrupt_twice(consumer);
    grader_put_all(ring, items, 1);
    finish_get(consumer, items[0]);
}
