/*
 * help.h - what --help and --version print.
 */
#ifndef HELP_H
#define HELP_H

/* Prints to stdout how supervise is called, every option, the report and the exit statuses. */
void print_help(void);

/* Prints to stdout one line: the name of this program and its version. */
void print_version(void);

#endif
