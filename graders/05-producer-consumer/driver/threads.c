/*
 * threads.c - the scenario for Helgrind.
 *
 * Nothing is left to luck. No thread ever has to wait for an item or a slot: such a wait would
 * order two accesses that nothing orders otherwise. And the two threads take turns, call by call,
 * by a byte in a pipe, which Helgrind does not take for an order.
 */
#include "threads.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "frame.h"
#include "rings.h"

/* Two threads with so many calls each: the items fit into the smallest ring of the grader. */
enum { EACH = 2 };

static struct ring ring;

static void call(enum action action)
{
    int item = 0;
    int result = action == PUT ? ring_put(&ring, item) : ring_get(&ring, &item);
    if (result != 0) {
        grader_got("%s returned %d (%s)", action == PUT ? "ring_put" : "ring_get", result,
                   strerror(errno));
    }
}

static void call_often(enum action action)
{
    for (int i = 0; i < EACH; i++) {
        call(action);
    }
}

struct turn {
    enum action action;
    int mine, other; /* the end of one pipe to read from, of the other one to write to */
};

static void *take_turns(void *argument)
{
    const struct turn *turn = argument;
    for (int i = 0; i < EACH; i++) {
        char byte;
        if (read(turn->mine, &byte, 1) != 1) {
            grader_fault("read");
        }
        call(turn->action);
        if (write(turn->other, "", 1) != 1) {
            grader_fault("write");
        }
    }
    return NULL;
}

static void run_two(enum action first, enum action second)
{
    int to_first[2], to_second[2];
    if (pipe(to_first) == -1 || pipe(to_second) == -1 || write(to_first[1], "", 1) != 1) {
        grader_fault("pipe");
    }
    struct turn turns[2] = {{first, to_first[0], to_second[1]},
                            {second, to_second[0], to_first[1]}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        errno = pthread_create(&threads[i], NULL, take_turns, &turns[i]);
        if (errno != 0) {
            grader_fault("pthread_create");
        }
    }
    for (int i = 0; i < 2; i++) {
        errno = pthread_join(threads[i], NULL);
        if (errno != 0) {
            grader_fault("pthread_join");
        }
    }
}

void grader_scenario_threads(void)
{
    grader_init(&ring);
    grader_expect("two threads put");
    run_two(PUT, PUT);
    grader_expect("one thread puts while another gets");
    call_often(GET);
    run_two(PUT, GET);
    grader_expect("two threads get");
    call_often(PUT);
    run_two(GET, GET);
    if (ring_destroy(&ring) != 0) {
        grader_got("ring_destroy failed (%s)", strerror(errno));
    }
}
