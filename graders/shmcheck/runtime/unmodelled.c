/* unmodelled.c - calls that the runtime knows it does not model. */
#include "unmodelled.h"

#include "enter.h"
#include "stop.h"

#define UNMODELLED(name)                                                                           \
    _Noreturn void shmcheck_##name(void)                                                           \
    {                                                                                              \
        ENTER();                                                                                   \
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, #name " is not modelled");                       \
    }

#include "unmodelled.def"
