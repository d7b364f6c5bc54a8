/* main.c - the driver's scenarios by name, and what it says. See driver.h. */
#include "driver.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    scenario *run;
} scenarios[] = {
    {"init", grader_scenario_init},           {"fifo", grader_scenario_fifo},
    {"capacity", grader_scenario_capacity},   {"init-fails", grader_scenario_init_fails},
    {"destroy", grader_scenario_destroy},     {"failures", grader_scenario_failures},
    {"unchanged", grader_scenario_unchanged}, {"heap", grader_scenario_heap},
    {"shared", grader_scenario_shared},       {"peer", grader_scenario_peer},
    {"full", grader_scenario_full},           {"empty", grader_scenario_empty},
    {"deadlock", grader_scenario_deadlock},   {"wakes", grader_scenario_wakes},
    {"waiters", grader_scenario_waiters},     {"interrupted", grader_scenario_interrupted},
    {"threads", grader_scenario_threads},
};

/* One write for a line, and no buffer: what was said stands, however the process ends. */
static void say(const char *kind, const char *format, va_list arguments)
{
    char line[600];
    int length = snprintf(line, sizeof(line), "driver: %s ", kind);
    length += vsnprintf(line + length, sizeof(line) - (size_t)length - 1, format, arguments);
    if (length > (int)sizeof(line) - 2) {
        length = (int)sizeof(line) - 2;
    }
    line[length++] = '\n';
    if (write(STDOUT_FILENO, line, (size_t)length) != length) {
        _exit(DRIVER_FAULT);
    }
}

void grader_expect(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("expect", format, arguments);
    va_end(arguments);
}

void grader_got(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("got", format, arguments);
    va_end(arguments);
    _exit(DRIVER_NOT_MET);
}

void grader_fault(const char *call)
{
    fprintf(stderr, "driver: %s: %s\n", call, strerror(errno));
    _exit(DRIVER_FAULT);
}

static unsigned long long state;

int grader_draw(void)
{
    /* Knuth's MMIX generator; only the upper half of its bits is any good. */
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int)(state >> 33);
}

int grader_draw_below(int most)
{
    return grader_draw() % (most + 1);
}

const char *grader_ordinal(int number)
{
    static char text[4][16];
    static int next;
    const char *ending = number == 1 ? "st" : number == 2 ? "nd" : number == 3 ? "rd" : "th";
    next = (next + 1) % 4;
    snprintf(text[next], sizeof(text[next]), "%d%s", number, ending);
    return text[next];
}

static void announce_done(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("done", format, arguments);
    va_end(arguments);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: driver SCENARIO SEED [ARGUMENT...]\n");
        return DRIVER_FAULT;
    }
    state = strtoull(argv[2], NULL, 10);
    grader_draw();
    /* For grader_until_blocked: never lost, and never in the way before somebody waits for it. */
    sigset_t go;
    sigemptyset(&go);
    sigaddset(&go, SIGUSR1);
    sigprocmask(SIG_BLOCK, &go, NULL);

    for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        if (strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].run(argc - 3, argv + 3);
            announce_done("%s", argv[2]);
            /* exit, not _exit: under Memcheck a scenario ends as a program does. */
            return DRIVER_MET;
        }
    }
    fprintf(stderr, "driver: no scenario %s\n", argv[1]);
    return DRIVER_FAULT;
}
