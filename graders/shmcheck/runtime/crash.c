/* crash.c - a process that dies by a signal. */
#include "crash.h"

#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "log.h"
#include "operation.h"
#include "state.h"
#include "turn.h"

#define STACK_SIZE 65536

static const int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGSYS, SIGTRAP};

/* Where the program was: the faulting instruction, or the call in which the runtime faulted on an
 * argument of the program. */
static uint64_t fault_address(const ucontext_t *context)
{
    if (RT->inside) {
        return RT->call_pc;
    }
#if defined(__x86_64__)
    return (uint64_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return context->uc_mcontext.pc;
#else
    return RT->call_pc;
#endif
}

static void crashed(int signal_number, siginfo_t *information, void *context)
{
    struct process *process = &RT->control->processes[RT->self];

    (void)information;
    signal(signal_number, SIG_DFL);
    if (!RT->ending && RT->control->turn == RT->self) {
        struct operation op = operation(OP_CRASH, OP_LOCAL, -1, fault_address(context));
        RT->unfinished = NULL;
        struct event *event = append_event(&op, EVENT_NOTE);
        event->result = signal_number;
        /* A fault inside the C library shows no line of the program: the last call does. */
        event->before = RT->call_pc;
        process->status = signal_number;
        process->state = PROCESS_DEAD;
        pass_turn_for_good();
    }
    raise(signal_number);
}

void install_crash_handlers(void)
{
    struct sigaction action = {.sa_sigaction = crashed,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    stack_t stack = {.ss_size = STACK_SIZE};

    stack.ss_sp =
        mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack.ss_sp != MAP_FAILED) {
        sigaltstack(&stack, NULL);
    }
    for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++) {
        sigaction(fatal[i], &action, NULL);
    }
}
