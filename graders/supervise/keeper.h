/*
 * keeper.h - the keeper, the process that is the parent of the command.
 *
 * It takes no part in the limits: it waits for the command and for the orphans that the command
 * leaves behind. In a jail it is process 1, which nothing in there can kill, stop or trace.
 */
#ifndef KEEPER_H
#define KEEPER_H

#include "options.h"

/*
 * Runs the command, and writes into CHANNEL: a line "started"; when the command has ended, the
 * lines of the report that say how, and a line "done". Or a line fault=TEXT.
 */
void keep(const struct options *options) __attribute__((noreturn));

#endif
