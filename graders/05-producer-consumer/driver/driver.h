/*
 * driver.h - what the parts of the driver share.
 *
 * The driver calls the functions of somebody's ring.c and forces the states that a program comes
 * into by chance only: a full ring, an empty one, a wait that a signal interrupts. It is linked
 * with
 * --wrap for the semaphore calls (see faults.c). Orders of processes are explored.c's subject.
 *
 * usage: driver SCENARIO SEED [ARGUMENT...]
 *
 *   main.c       the scenarios, and what is said about them
 *   memory.c     the ring's memory, and rings in a given state
 *   processes.c  other processes: starting them, knowing that they sleep, seeing how they ended
 *   calls.c      scenarios of one process: states and failures
 *   states.c     scenarios of several: full, empty, woken, interrupted
 *   threads.c    the scenario for Helgrind
 *   faults.c     calls that are made to fail
 *
 * It says, on stdout, `driver: expect TEXT` before each step, `driver: got TEXT` where something
 * else came, and `driver: done SEED` at the end. The last `expect` is what was not met if `done` is
 * missing.
 *
 * Exit status: 0 all was as expected; 1 it was not; 2 the driver itself could not go on.
 *
 * Its external names begin with grader_, so that no function of a student's can be in its way.
 */
#ifndef DRIVER_H
#define DRIVER_H

#include <semaphore.h>
#include <stdbool.h>
#include <sys/types.h>

#include "ring.h"

enum { DRIVER_MET = 0, DRIVER_NOT_MET = 1, DRIVER_FAULT = 2 };

/* main.c: what is said. got and fault end the process. */
void grader_expect(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void grader_got(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void grader_fault(const char *call);

/* main.c: values that ring.c cannot know, drawn from SEED: not negative; from 0 to `most`. */
int grader_draw(void);
int grader_draw_below(int most);
/* main.c: "1st", "2nd", ...: one of few buffers that are used in turn. */
const char *grader_ordinal(int number);

/* memory.c: a zeroed page of shared memory; the ring's own is mapped from a descriptor. */
void *grader_shared_page(void);
struct ring *grader_map_ring(int *descriptor);
/* Maps the ring at an address where it is not mapped yet. */
struct ring *grader_map_again(int descriptor);
/* An empty ring; puts that must succeed; gets that must give these values, in this order. */
void grader_init(struct ring *ring);
void grader_put_all(struct ring *ring, const int *items, int count);
void grader_get_all(struct ring *ring, const int *items, int count);
/* Shows that an empty ring is in order: all slots fill, and empty again. */
void grader_check_intact(struct ring *ring);

/* processes.c: another process, and what became of its one call. It is in shared memory. */
struct worker {
    pid_t pid;
    int result, error; /* of the call */
    int item;          /* put, or got */
    bool returned;
};

enum action { PUT, GET };

struct start {
    enum action action;
    struct ring *ring;
    int descriptor; /* of the ring: the worker maps it anew; -1: it uses the mapping it inherits */
    int item;       /* for PUT */
};

/* Returns a worker that is on its way to the call. */
struct worker *grader_start(struct start how);
/* Sleeps until the grader has seen that all processes sleep, and says so with SIGUSR1. */
void grader_until_blocked(void);
/* The call has not returned and the process is there: asleep, if all are. */
void grader_expect_asleep(struct worker *worker);
/* Whether the call has returned. Ends the driver if the worker has died of anything. */
bool grader_is_through(struct worker *worker);
/* Waits for the worker's end; its call must have returned 0. */
void grader_await(struct worker *worker);
/* Ends a worker that has served. */
void grader_end(struct worker *worker);
/* Interrupts a wait of the worker: a signal with a handler, without SA_RESTART. */
void grader_interrupt(struct worker *worker);

/* faults.c: makes the call number `at` of `call` ("sem_wait", ...) fail with `error`. */
void grader_fail(const char *call, int at, int error);
/* Whether it came to that call. Ends the arrangement. */
bool grader_failed(void);
/* Semaphores that were initialised and not destroyed; calls of sem_destroy for any other. */
int grader_live(void);
int grader_stray_destroys(void);
void grader_forget_live(void);

/* The scenarios. */
typedef void scenario(int argc, char **argv);
scenario grader_scenario_init, grader_scenario_fifo, grader_scenario_capacity,
    grader_scenario_init_fails, grader_scenario_destroy, grader_scenario_failures,
    grader_scenario_unchanged, grader_scenario_heap;
scenario grader_scenario_shared, grader_scenario_peer, grader_scenario_full, grader_scenario_empty,
    grader_scenario_deadlock, grader_scenario_wakes, grader_scenario_waiters,
    grader_scenario_interrupted;
scenario grader_scenario_threads;

#endif
