/*
 * states.h - scenarios of several processes: a ring that is full, one that is empty, which process
 * sleeps then, and which one wakes.
 *
 * A wait is never taken for one because it has lasted long: see grader_until_blocked (workers.h).
 * Each ends the process if something is not as expected (frame.h).
 */
#ifndef STATES_H
#define STATES_H

/* Another program, started anew, that maps the memory finds the ring there. */
void grader_scenario_shared(void);

/* That other program: its words are DESCRIPTOR, three items to get, and two to put. */
void grader_scenario_peer(void);

/* A put into a full ring sleeps; a get from an empty one does. */
void grader_scenario_full(void);
void grader_scenario_empty(void);

/* A process that sleeps keeps nobody out. */
void grader_scenario_deadlock(void);

/* A process that sleeps wakes when there is something for it, and has it. */
void grader_scenario_wakes(void);

/* The same for several that sleep at the same time. */
void grader_scenario_waiters(void);

/* A signal that interrupts a wait is not the end of it. */
void grader_scenario_interrupted(void);

#endif
