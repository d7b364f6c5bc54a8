/* stop.c - ending a run that cannot go on. */
#include "stop.h"

#include <stdarg.h>
#include <stdio.h>

#include "futex.h"
#include "state.h"

void stop_run(enum trouble trouble, uint64_t pc, const char *format, ...)
{
    struct control *control = RT->control;
    va_list arguments;

    if (control->trouble == TROUBLE_NONE) {
        va_start(arguments, format);
        vsnprintf(control->trouble_text, sizeof(control->trouble_text), format, arguments);
        va_end(arguments);
        control->trouble_pc = pc;
        control->trouble_process = RT->self;
        control->trouble = trouble;
    }
    control->turn = -1;
    wake_process(&control->explorer_go);
    for (;;) {
        sleep_until_woken(&control->processes[RT->self].go);
    }
}
