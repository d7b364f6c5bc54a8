/* state.c - the one variable of the runtime: where its private memory is. */
#include "state.h"

struct runtime *shmcheck_rt;
