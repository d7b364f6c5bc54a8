/* fault.c - the one way out for a supervise that has failed. */
#include "fault.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *prefix = "supervise: ";
static int destination = STDERR_FILENO;

void faults_into_channel(int descriptor)
{
    prefix = "fault=";
    destination = descriptor;
}

void own_fault(const char *format, ...)
{
    /* One write of at most so much goes into a pipe undivided (pipe(7)). */
    char sentence[PIPE_BUF - sizeof("supervise: \n")];
    va_list values;
    va_start(values, format);
    vsnprintf(sentence, sizeof(sentence), format, values);
    va_end(values);
    dprintf(destination, "%s%s\n", prefix, sentence);
    _exit(EXIT_OWN_FAULT);
}

void system_fault(const char *what)
{
    own_fault("%s: %s", what, strerror(errno));
}
