/* calls.c - scenarios of one process: states of the ring, and failures of the calls it makes. */
#include "calls.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "faults.h"
#include "frame.h"
#include "rings.h"

/*
 * At most this many items are in the ring, so that a wrong capacity fails the check of the capacity
 * alone. The grader's BUF_SIZE is larger.
 */
enum { FEW = 4 };

static struct ring *new_ring(void)
{
    int descriptor;
    return grader_map_ring(&descriptor);
}

/* An empty ring in memory that held nothing before. */
static struct ring *fresh_ring(void)
{
    struct ring *ring = new_ring();
    grader_init(ring);
    return ring;
}

/* A number from 0 to `most`. */
static int draw_up_to(int most)
{
    return (int)grader_draw(0, most);
}

static void use_a_little(struct ring *ring)
{
    for (int i = 0; i < 2; i++) {
        int item = grader_draw_item();
        grader_put_all(ring, &item, 1);
        grader_get_all(ring, &item, 1);
    }
}

void grader_scenario_init(void)
{
    struct ring *ring = new_ring();
    grader_expect("a ring in memory that is all zeros: ring_init returns 0, put and get work");
    grader_init(ring);
    use_a_little(ring);

    grader_expect(
        "a ring in memory that is all ones (0xff): ring_init returns 0, put and get work");
    memset(ring, 0xff, sizeof(*ring));
    grader_init(ring);
    use_a_little(ring);

    /* What a killed run leaves: nothing that looks wrong, but in and out do not belong together. */
    grader_expect("a ring in memory where an old ring was: ring_init returns 0, put and get work");
    memset(ring, 0, sizeof(*ring));
    ring->in = 1 + draw_up_to(1);
    ring->out = ring->in + 1 + draw_up_to(1);
    grader_init(ring);
    use_a_little(ring);
}

void grader_scenario_fifo(void)
{
    struct ring *ring = fresh_ring();
    static const int edges[FEW] = {0, -1, INT_MIN, INT_MAX};
    grader_expect("the values 0, -1, INT_MIN and INT_MAX come out as they went in");
    grader_put_all(ring, edges, FEW);
    grader_get_all(ring, edges, FEW);

    grader_expect("the oldest item comes out first, also after many rounds through the buffer");
    int items[FEW];
    for (int total = 0; total < 5 * BUF_SIZE;) {
        int count = 1 + draw_up_to(FEW - 1);
        grader_draw_items(items, count);
        grader_put_all(ring, items, count);
        grader_get_all(ring, items, count);
        total += count;
    }
}

void grader_scenario_capacity(void)
{
    struct ring *ring = fresh_ring();
    for (int round = 0; round < 3; round++) {
        grader_expect("%d puts into an empty ring of BUF_SIZE %d go through", BUF_SIZE, BUF_SIZE);
        grader_check_intact(ring);
        /* The next round begins at another slot. */
        use_a_little(ring);
    }
}

/* Number 1, 2 or 3 as a sentence says it. */
static const char *ordinal(int number)
{
    static const char *const texts[] = {"1st", "2nd", "3rd"};
    return texts[number - 1];
}

/* One of the errors that a semaphore call may give. */
static int draw_error(void)
{
    static const int errors[] = {EINVAL, ENOSPC, EPERM, ENOSYS, EOVERFLOW};
    return errors[draw_up_to(sizeof(errors) / sizeof(errors[0]) - 1)];
}

static void expect_failure(const char *function, int result, int result_errno, int error)
{
    if (result != -1 || result_errno != error) {
        const char *text = result == -1 ? strerror(result_errno) : "no failure";
        grader_got("%s returned %d (%s)", function, result, text);
    }
}

void grader_scenario_init_fails(void)
{
    struct ring *ring = new_ring();
    for (int at = 1; at <= 3; at++) {
        int error = draw_error();
        grader_expect("the %s sem_init fails: ring_init returns -1 (%s), and has destroyed the "
                      "semaphores that it made, and no other",
                      ordinal(at), strerror(error));
        memset(ring, 0xff, sizeof(*ring));
        grader_forget_live();
        grader_fail("sem_init", at, error);
        errno = 0;
        int result = ring_init(ring);
        int result_errno = errno;
        if (!grader_failed()) {
            continue; /* there is no such call in this design */
        }
        expect_failure("ring_init", result, result_errno, error);
        if (grader_live() != 0) {
            grader_got("%d semaphore(s) left in the ring", grader_live());
        }
        if (grader_stray_destroys() != 0) {
            grader_got("sem_destroy was called for a semaphore that was not initialised");
        }
    }
}

void grader_scenario_destroy(void)
{
    struct ring *ring = new_ring();
    for (int round = 1; round <= 2; round++) {
        grader_expect("after use ring_destroy returns 0, each semaphore destroyed once (%s ring)",
                      ordinal(round));
        grader_forget_live();
        grader_init(ring);
        use_a_little(ring);
        int result = ring_destroy(ring);
        if (result != 0) {
            grader_got("ring_destroy returned %d (%s)", result, strerror(errno));
        }
        if (grader_live() != 0) {
            grader_got("%d semaphore(s) not destroyed", grader_live());
        }
        if (grader_stray_destroys() != 0) {
            grader_got("sem_destroy was called for a semaphore that was not initialised");
        }
    }
}

/* A ring with one item: neither a put nor a get has to wait. */
static struct ring *ring_with_one(void)
{
    struct ring *ring = fresh_ring();
    int item = grader_draw_item();
    grader_put_all(ring, &item, 1);
    return ring;
}

void grader_scenario_failures(void)
{
    static const struct {
        const char *function, *call;
        int calls;
    } cases[] = {
        {"ring_put", "sem_wait", 2},        {"ring_get", "sem_wait", 2},
        {"ring_put", "sem_post", 2},        {"ring_get", "sem_post", 2},
        {"ring_destroy", "sem_destroy", 3},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *function = cases[i].function, *call = cases[i].call;
        for (int at = 1; at <= cases[i].calls; at++) {
            struct ring *ring = ring_with_one();
            int item, error = draw_error();
            grader_expect("the %s %s in %s fails (%s): %s returns -1 with that errno", ordinal(at),
                          call, function, strerror(error), function);
            grader_fail(call, at, error);
            errno = 0;
            int result = strcmp(function, "ring_put") == 0   ? ring_put(ring, 1)
                         : strcmp(function, "ring_get") == 0 ? ring_get(ring, &item)
                                                             : ring_destroy(ring);
            int result_errno = errno;
            if (grader_failed()) {
                expect_failure(function, result, result_errno, error);
            }
        }
    }
}

void grader_scenario_unchanged(void)
{
    int items[BUF_SIZE];
    for (int at = 1; at <= 2; at++) {
        grader_expect(
            "after a ring_put whose %s sem_wait failed, the ring takes %d items as before",
            ordinal(at), BUF_SIZE);
        struct ring *ring = fresh_ring();
        grader_fail("sem_wait", at, EINVAL);
        ring_put(ring, grader_draw_item());
        if (!grader_failed()) {
            continue;
        }
        grader_check_intact(ring);

        grader_expect("after a ring_get whose %s sem_wait failed, all %d items are still there",
                      ordinal(at), BUF_SIZE);
        grader_draw_items(items, BUF_SIZE);
        ring = fresh_ring();
        grader_put_all(ring, items, BUF_SIZE);
        int item;
        grader_fail("sem_wait", at, EINVAL);
        ring_get(ring, &item);
        if (!grader_failed()) {
            continue;
        }
        grader_get_all(ring, items, BUF_SIZE);
        grader_check_intact(ring);
    }
}

void grader_scenario_heap(void)
{
    grader_expect("init, put, get and destroy in fresh memory");
    struct ring *ring = malloc(sizeof(*ring));
    if (ring == NULL) {
        grader_fault("malloc");
    }
    grader_init(ring);
    for (int i = 0; i < BUF_SIZE; i++) {
        use_a_little(ring);
    }
    if (ring_destroy(ring) != 0) {
        grader_got("ring_destroy failed (%s)", strerror(errno));
    }
    free(ring);
}
