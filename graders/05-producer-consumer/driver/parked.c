/*
 * parked.c - several processes in the ring at the same time, in an order that is forced.
 *
 * Process A is stopped right before one of its steps in ring_put. Then B calls ring_put too, and
 * comes through or is found asleep; then C and D call ring_get, likewise; then A goes on. And the
 * same with put and get exchanged. This is done for each step of A, one in each run. However a
 * design keeps processes apart: no item may be lost, doubled, or be anything that nobody put.
 */
#include "driver.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ring *ring;

/* The number of the last step in one call of `action` that is an access to the data. */
static int find_last_access(enum action action)
{
    int descriptor, item = 0;
    struct ring *scratch = grader_map_ring(&descriptor);
    grader_init(scratch);
    if (action == GET) {
        grader_put_all(scratch, &item, 1);
    }
    grader_watch(scratch);
    if (action == PUT) {
        grader_put_all(scratch, &item, 1);
    } else {
        grader_get_all(scratch, &item, 1);
    }
    int last = grader_last_access();
    grader_watch(NULL);
    return last;
}

static struct worker *start(enum action action, int item, int step)
{
    return grader_start((struct start){
        .action = action, .ring = ring, .descriptor = -1, .item = item, .step = step});
}

/*
 * The arguments: STEP, a number, or "last" for the last access; and "interrupted": B is interrupted
 * twice while it sleeps. `values` are what A and B put, then what C and D put.
 */
static void meet(enum action action, int argc, char **argv, const int *values,
                 struct worker **workers)
{
    if (argc < 1) {
        errno = EINVAL;
        grader_fault("no step given");
    }
    const char *function = action == PUT ? "ring_put" : "ring_get";
    grader_expect("several processes are in %s at the same time: no item is lost or doubled",
                  function);
    int last = find_last_access(action);
    if (last == 0) {
        grader_got("the grader sees no access of %s to buffer, in or out: plain C, please",
                   function);
    }
    int step = strcmp(argv[0], "last") == 0 ? last : (int)strtol(argv[0], NULL, 10);
    bool interrupted = argc > 1;

    grader_prepare_park();
    char what[64];
    workers[0] = start(action, values[0], step);
    if (!grader_await_parked(what, sizeof(what))) {
        _exit(DRIVER_NO_SUCH_STEP);
    }
    grader_expect("one process in %s is stopped just before it %s; another calls %s%s; then the "
                  "first goes on: no item is lost or doubled",
                  function, what, function, interrupted ? ", and is interrupted by signals" : "");
    workers[1] = start(action, values[1], 0);
    grader_until_blocked();
    for (int i = 0; i < 2 && interrupted && !grader_is_through(workers[1]); i++) {
        grader_interrupt(workers[1]);
        grader_until_blocked();
    }
    for (int i = 2; i < 4; i++) {
        workers[i] = start(action == PUT ? GET : PUT, values[i], 0);
    }
    grader_until_blocked();
    grader_release();
    for (int i = 0; i < 4; i++) {
        grader_await(workers[i]);
    }
}

/* Two numbers, in any order. */
static void expect_both(int one, int other, int first, int second)
{
    if (!((one == first && other == second) || (one == second && other == first))) {
        grader_got("%d and %d came out, %d and %d were put", one, other, first, second);
    }
}

void grader_scenario_park_put(int argc, char **argv)
{
    struct worker *workers[4];
    int values[4] = {grader_draw(), grader_draw(), 0, 0}, descriptor;
    ring = grader_map_ring(&descriptor);
    grader_init(ring);
    meet(PUT, argc, argv, values, workers);
    expect_both(workers[2]->item, workers[3]->item, values[0], values[1]);
    grader_check_intact(ring);
}

void grader_scenario_park_get(int argc, char **argv)
{
    struct worker *workers[4];
    int values[4] = {0, 0, grader_draw(), grader_draw()}, descriptor;
    int items[BUF_SIZE], last[2];
    ring = grader_map_ring(&descriptor);
    grader_init(ring);
    for (int i = 0; i < BUF_SIZE; i++) {
        items[i] = grader_draw();
    }
    grader_put_all(ring, items, BUF_SIZE);
    meet(GET, argc, argv, values, workers);
    expect_both(workers[0]->item, workers[1]->item, items[0], items[1]);
    grader_get_all(ring, items + 2, BUF_SIZE - 2);
    for (int i = 0; i < 2; i++) {
        if (ring_get(ring, &last[i]) != 0) {
            grader_got("ring_get failed (%s)", strerror(errno));
        }
    }
    expect_both(last[0], last[1], values[2], values[3]);
    grader_check_intact(ring);
}
