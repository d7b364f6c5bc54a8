/* fault.c - the end of shmcheck because of a fault of its own. */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "exit_status.h"

void tool_fault(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("shmcheck: a fault of shmcheck itself, not of the program: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_CANNOT);
}
