/* unmodelled.c - calls that the runtime knows it does not model: each ends the run as INCOMPLETE,
 * with its name. A verdict without them would be a guess.
 */
#include "runtime.h"

#include <signal.h>

#define UNMODELLED(name)                                                                           \
    _Noreturn void shmcheck_##name(void);                                                          \
    _Noreturn void shmcheck_##name(void)                                                           \
    {                                                                                              \
        ENTER();                                                                                   \
        stop_run(TROUBLE_UNMODELLED, RT->call_pc, #name " is not modelled");                       \
    }

#include "unmodelled.def"

/* Handlers may be installed; a signal sent to a process that has one is what is not modelled. */
static void remember_handler(sighandler_t handler)
{
    if (handler != SIG_DFL && handler != SIG_IGN) {
        RT->control->processes[RT->self].flags |= PROCESS_HANDLES;
    }
}

int shmcheck_sigaction(int signal_number, const struct sigaction *action, struct sigaction *old);
int shmcheck_sigaction(int signal_number, const struct sigaction *action, struct sigaction *old)
{
    ENTER();
    if (action != NULL) {
        remember_handler(action->sa_handler);
    }
    return sigaction(signal_number, action, old);
}

sighandler_t shmcheck_signal(int signal_number, sighandler_t handler);
sighandler_t shmcheck_signal(int signal_number, sighandler_t handler)
{
    ENTER();
    remember_handler(handler);
    return signal(signal_number, handler);
}
