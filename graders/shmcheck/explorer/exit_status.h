/* exit_status.h - the exit statuses of shmcheck. */
#ifndef SHMCHECK_EXIT_STATUS_H
#define SHMCHECK_EXIT_STATUS_H

enum {
    EXIT_CLEAN = 0,     /* nothing found, everything tried */
    EXIT_VIOLATION = 1, /* a violation */
    EXIT_CANNOT = 2,    /* cannot run */
    EXIT_UNKNOWN = 3    /* nothing found, but not everything was tried or seen */
};

#endif
