/*
 * main.c - the driver's scenarios by name.
 *
 * The driver calls the functions of somebody's ring.c and forces the states that a program comes
 * into by chance only: a full ring, an empty one, a wait that a signal interrupts. It is linked
 * with --wrap for the semaphore calls (see faults.c). Orders of processes are explored.c's subject.
 *
 * usage: driver SCENARIO SEED [ARGUMENT...]
 *
 *   frame.c      what it says, and how it ends (graders/lib/check/driver/)
 *   rings.c      the ring's memory, and rings in a given state
 *   faults.c     calls that are made to fail
 *   workers.c    other processes: starting them, knowing that they sleep, seeing how they ended
 *   calls.c      scenarios of one process: states and failures
 *   states.c     scenarios of several: full, empty, woken, interrupted
 *   threads.c    the scenario for Helgrind
 */
#include <signal.h>

#include "calls.h"
#include "frame.h"
#include "states.h"
#include "threads.h"

static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    {"init", grader_scenario_init},           {"fifo", grader_scenario_fifo},
    {"capacity", grader_scenario_capacity},   {"init-fails", grader_scenario_init_fails},
    {"destroy", grader_scenario_destroy},     {"failures", grader_scenario_failures},
    {"unchanged", grader_scenario_unchanged}, {"heap", grader_scenario_heap},
    {"shared", grader_scenario_shared},       {"peer", grader_scenario_peer},
    {"full", grader_scenario_full},           {"empty", grader_scenario_empty},
    {"deadlock", grader_scenario_deadlock},   {"wakes", grader_scenario_wakes},
    {"waiters", grader_scenario_waiters},     {"interrupted", grader_scenario_interrupted},
    {"threads", grader_scenario_threads},
};

int main(int argc, char **argv)
{
    grader_begin(argc, argv, 0, "[ARGUMENT...]");
    /* For grader_until_blocked: never lost, and never in the way before somebody waits for it. */
    sigset_t go;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go, NULL);

    const size_t count = sizeof(scenarios) / sizeof(scenarios[0]);
    scenarios[grader_choose(scenarios, count, sizeof(scenarios[0]))].run();
    /* Returned, and no _exit: under Memcheck a scenario ends as a program does. */
    return grader_done();
}
