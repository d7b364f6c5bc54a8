/* root.c - the life of a root. */
#include "root.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "process.h"
#include "state.h"

/* Defined by shmcheck-cc in a static program; and the linker's names for the destructors. */
extern char shmcheck_static[] __attribute__((weak));
extern void (*__fini_array_start[])(void) __attribute__((weak));
extern void (*__fini_array_end[])(void) __attribute__((weak));

/* Runs at the end of exit, after the program's own handlers. The destructors have been run by then
 * in a dynamic program; in a static one they would come later, and so are run here. */
static void at_exit(int status, void *unused)
{
    (void)unused;
    if (shmcheck_static != NULL) {
        /* cppcheck-suppress comparePointers ; the linker names both ends of one array */
        for (size_t i = (size_t)(__fini_array_end - __fini_array_start); i-- > 0;) {
            __fini_array_start[i]();
        }
    }
    RT->call_pc = 0;
    RT->call_frame = __builtin_dwarf_cfa();
    fflush(NULL);
    leave(status, 0);
}

void begin_root(int program)
{
    struct control *control = RT->control;

    setpgid(0, 0);
    on_exit(at_exit, NULL);
    for (uint32_t i = 0; i < control->process_count; i++) {
        if (control->processes[i].program == program && control->processes[i].parent == -1) {
            child_begins((int32_t)i);
        }
    }
}
