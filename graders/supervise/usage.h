/*
 * usage.h - supervise was called in a way that it does not understand.
 */
#ifndef USAGE_H
#define USAGE_H

/* The exit status for that. Nothing was made or run. */
enum { EXIT_USAGE = 2 };

/* Says on stderr what is wrong (a format as for printf(3)) and the way out, and exits. */
void wrong_usage(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
