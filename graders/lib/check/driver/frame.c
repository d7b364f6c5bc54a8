/* frame.c - what every driver of scenarios has: its words, what it says, and how it ends. */
#include "frame.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The words of the command line: the scenario's name, SEED as it was written, and the rest. */
static const char *scenario_name, *seed;
static char **words_after_seed;

/* Where the generator stands. */
static uint64_t drawing;

void grader_begin(int argc, char **argv, int least, const char *words)
{
    if (argc < 3 + least) {
        fprintf(stderr, "usage: driver SCENARIO SEED %s\n", words);
        _exit(DRIVER_FAULT);
    }
    scenario_name = argv[1];
    seed = argv[2];
    words_after_seed = argv + 3;
    drawing = strtoull(seed, NULL, 10);
    /* The first number is little more than a multiple of SEED. */
    grader_draw(0, 1);
}

char **grader_words(void)
{
    return words_after_seed;
}

size_t grader_choose(const void *table, size_t count, size_t size)
{
    for (size_t place = 0; place < count; place++) {
        const char *name;
        memcpy(&name, (const char *)table + place * size, sizeof(name));
        if (strcmp(name, scenario_name) == 0) {
            return place;
        }
    }
    fprintf(stderr, "driver: no scenario %s\n", scenario_name);
    _exit(DRIVER_FAULT);
}

/* One write for a line, and no buffer: what was said stands, however the process ends. */
static void say_arguments(const char *kind, const char *format, va_list arguments)
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

__attribute__((format(printf, 2, 3))) static void say(const char *kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_arguments(kind, format, arguments);
    va_end(arguments);
}

void grader_expect(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_arguments("expect", format, arguments);
    va_end(arguments);
}

void grader_got(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_arguments("got", format, arguments);
    va_end(arguments);
    _exit(DRIVER_NOT_MET);
}

int grader_done(void)
{
    say("done", "%s", seed);
    return DRIVER_MET;
}

void grader_fault(const char *call)
{
    fprintf(stderr, "driver: %s: %s\n", call, strerror(errno));
    _exit(DRIVER_FAULT);
}

long grader_draw(long least, long most)
{
    /* Knuth's MMIX generator; only the upper half of its bits is any good. */
    drawing = drawing * 6364136223846793005ULL + 1442695040888963407ULL;
    return least + (long)((drawing >> 33) % (uint64_t)(most - least + 1));
}
