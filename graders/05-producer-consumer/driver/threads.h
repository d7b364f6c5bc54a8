/*
 * threads.h - the scenario for Helgrind, which sees the threads of one process and nothing between
 * processes.
 */
#ifndef THREADS_H
#define THREADS_H

/* Two threads put, two get, and one puts while another gets. */
void grader_scenario_threads(void);

#endif
