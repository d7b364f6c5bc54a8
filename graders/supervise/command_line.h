/*
 * command_line.h - from the arguments of this process to the options of a run.
 */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include "options.h"

/*
 * Fills `options`: with defaults, with what the command line says, and with what follows from the
 * folder of the run (home, scratch, directory, environment). `argv` must last as long as they do.
 * --help and --version print to stdout and exit with status 0; a wrong command line is said on
 * stderr and exits with EXIT_USAGE.
 */
void read_command_line(struct options *options, int argc, char **argv);

#endif
