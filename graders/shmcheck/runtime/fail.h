/* fail.h - making a call fail because --fail said so. */
#ifndef SHMCHECK_FAIL_H
#define SHMCHECK_FAIL_H

#include <stdbool.h>

#include "../include/control.h"

/* Counts one call and tells whether it is to fail.
 * call: its name. Returns the errno to fail with, 0 to go on. The calls of each process are counted
 * apart (a child goes on from its parent's count), so that the order of the processes does not
 * decide which of their calls fails. */
int failure_of(const char *call);

/* For a call that has taken its turn: does it fail now?
 * call: its name; event: is marked when it does; error: receives the errno, 0 to go on. */
bool injected(const char *call, struct event *event, int *error);

#endif
