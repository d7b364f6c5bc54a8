/* ending.h - how a run ended, and why it could not go on, as numbers: sentences.h says what they
 * mean.
 */
#ifndef SHMCHECK_ENDING_H
#define SHMCHECK_ENDING_H

#include <stdint.h>

enum ending {
    ENDING_COMPLETE, /* every process has ended */
    ENDING_BLOCKED,  /* no process can go on */
    ENDING_CUT,      /* the search has had enough: the rest is known */
    ENDING_TROUBLE   /* see the hang, or the trouble of the control page */
};

enum hang_reason {
    HANG_NONE,
    HANG_GONE,     /* a process has ended, and the runtime has not seen it */
    HANG_COMPUTES, /* a process computes and comes to no shared operation */
    HANG_ASLEEP,   /* a process is blocked in the kernel */
    HANG_PLAN,     /* the process whose step is planned cannot take it */
    HANG_DIFFERS,  /* a step that is repeated is another than before */
    HANG_LONG      /* more steps than there is room for */
};

/* Why the explorer gave a run up. Of a process in a hang, only the process counts; of a step, what
 * is written beside it. */
struct hang {
    enum hang_reason reason;
    int process;      /* slot */
    uint32_t step;    /* HANG_PLAN, HANG_DIFFERS: from 1 */
    uint16_t was, is; /* HANG_DIFFERS: kinds of operations, OP_* */
    uint64_t pc;      /* HANG_DIFFERS: where the step was before */
};

#endif
