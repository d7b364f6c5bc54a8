/*
 * calls.h - scenarios of one process: states of the ring, and failures of the calls that it makes.
 *
 * If a call waits here, nobody is left to end the wait, so the grader finds the run blocked. Each
 * ends the process if something is not as expected (frame.h).
 */
#ifndef CALLS_H
#define CALLS_H

/* ring_init makes a working ring of whatever was in its memory. */
void grader_scenario_init(void);

/* Items come out as they went in, the oldest first. */
void grader_scenario_fifo(void);

/* As many items as BUF_SIZE says go in. */
void grader_scenario_capacity(void);

/* A sem_init that fails: ring_init fails too, and leaves nothing. */
void grader_scenario_init_fails(void);

/* ring_destroy destroys each semaphore once. */
void grader_scenario_destroy(void);

/* A semaphore call that fails: so does the function that made it. */
void grader_scenario_failures(void);

/* A put or get whose wait failed leaves the ring as it was. */
void grader_scenario_unchanged(void);

/* For Memcheck: the ring in memory of the heap, where Valgrind knows what was never set. */
void grader_scenario_heap(void);

#endif
