/*
 * faults.h - makes a chosen semaphore call fail, and counts what is initialised and destroyed.
 *
 * For a program that is linked with --wrap for the calls that faults.c stands in for.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include <stdbool.h>

/*
 * Makes the call number `at` (1 = the next one) of `call` in this process fail with `error`, an
 * errno. `call` is "sem_init", "sem_destroy", "sem_wait" or "sem_post".
 */
void grader_fail(const char *call, int at, int error);

/* Whether it came to that call. Ends the arrangement. */
bool grader_failed(void);

/* Semaphores that were initialised and not destroyed. */
int grader_live(void);

/* Calls of sem_destroy for a semaphore that was not initialised. */
int grader_stray_destroys(void);

/* Sets both counts to 0. */
void grader_forget_live(void);

#endif
