/* page.c - can the control page be believed? */
#include "page.h"

bool page_is_sound(const struct control *control)
{
    if (control->guard != CONTROL_GUARD || control->guard2 != CONTROL_GUARD ||
        control->guard3 != CONTROL_GUARD || control->guard4 != CONTROL_GUARD ||
        control->guard5 != CONTROL_GUARD) {
        return false;
    }
    if (control->program_count > MAX_PROGRAMS || control->process_count > MAX_PROCESSES ||
        control->object_count > MAX_OBJECTS || control->event_count > MAX_EVENTS ||
        control->plan_length > MAX_EVENTS || control->step > control->plan_length ||
        control->arena_used > ARENA_SIZE) {
        return false;
    }
    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].parent >= (int32_t)i || control->processes[i].parent < -1) {
            return false;
        }
    }
    return true;
}
