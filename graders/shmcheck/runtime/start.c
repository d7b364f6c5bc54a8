/* start.c - before anything of the program runs.
 *
 * The program is executed once. Before its first constructor it stops here, and becomes a fork
 * server. Each copy that this forks returns from here, and goes on to the constructors and to main.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "crash.h"
#include "fork_server.h"
#include "state.h"

extern char _end[]; /* the linker's name for the end of the program's data */

/* What the explorer looks for in a file before it executes it. */
__attribute__((used)) static const char signature[] = RUNTIME_SIGNATURE;

_Noreturn static void refuse(const char *text)
{
    dprintf(STDERR_FILENO, "shmcheck: %s\n", text);
    _exit(2);
}

/* Takes a variable out of the environment, which at this point only the arguments show. Returns its
 * value, or NULL. */
static const char *take_variable(char **environment, const char *name)
{
    size_t length = strlen(name);
    const char *value = NULL;
    char **kept = environment;

    for (char **at = environment; *at != NULL; at++) {
        if (strncmp(*at, name, length) == 0 && (*at)[length] == '=') {
            value = *at + length + 1;
        } else {
            *kept++ = *at;
        }
    }
    *kept = NULL;
    return value;
}

/* Where the heap begins: on the page after the program's data, as addresses are not randomised. The
 * C library of a static program has allocated memory before we are called. Where that page is not
 * there, the heap that is still to come. */
static uintptr_t find_heap(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    uintptr_t begin = ((uintptr_t)_end + page - 1) / page * page;
    uintptr_t end = (uintptr_t)sbrk(0);
    static unsigned char resident[4096];

    if (begin < end && end - begin <= sizeof(resident) * page &&
        mincore((void *)begin, end - begin, resident) == 0) {
        return begin;
    }
    return end;
}

static void start(int count, char **arguments, char **environment)
{
    const char *descriptor = take_variable(environment, CONTROL_ENVIRONMENT);
    const char *program = take_variable(environment, PROGRAM_ENVIRONMENT);

    (void)count;
    if (descriptor == NULL || program == NULL) {
        dprintf(STDERR_FILENO,
                "shmcheck: %s was built with shmcheck-cc; run it as: shmcheck -- %s\n",
                arguments[0], arguments[0]);
        _exit(2);
    }
    void *page =
        mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, atoi(descriptor), 0);
    if (page == MAP_FAILED) {
        refuse("the control page cannot be mapped");
    }
    shmcheck_rt = mmap(NULL, sizeof(*shmcheck_rt), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (shmcheck_rt == MAP_FAILED) {
        refuse("there is no memory for the runtime");
    }
    RT->heap_start = find_heap();
    RT->control = page;
    RT->scratch = mmap(NULL, SCRATCH_SIZE, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (RT->scratch == MAP_FAILED) {
        refuse("there is no memory for the runtime");
    }
    RT->self = -1;
    if (RT->control->guard != CONTROL_GUARD) {
        refuse("this is not the control page of a run");
    }
    install_crash_handlers();
    serve(atoi(program));
}

/* The dynamic linker calls these before every constructor. */
__attribute__((section(".preinit_array"), used)) static void (*const first)(int, char **,
                                                                            char **) = start;
