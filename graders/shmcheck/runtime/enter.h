/* enter.h - the first line of every function that the program can call. */
#ifndef SHMCHECK_ENTER_H
#define SHMCHECK_ENTER_H

#include "state.h"

/* The caller's address in the program, inside the call instruction. */
#define CALLER ((uint64_t)(uintptr_t)__builtin_return_address(0) - 1)

/* Notes where the function was called from, and where the stack of the program begins. */
#define ENTER()                                                                                    \
    do {                                                                                           \
        RT->call_pc = CALLER;                                                                      \
        RT->call_frame = __builtin_dwarf_cfa();                                                    \
        RT->scratch_used = 0;                                                                      \
    } while (0)

#endif
