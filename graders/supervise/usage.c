/* usage.c - the way out for a wrong command line. */
#include "usage.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void wrong_usage(const char *format, ...)
{
    va_list values;
    fputs("supervise: ", stderr);
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputs("\nusage: supervise --folder DIR [OPTION...] -- COMMAND [ARGUMENT...]\n"
          "supervise --help lists the options.\n",
          stderr);
    exit(EXIT_USAGE);
}
