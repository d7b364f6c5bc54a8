/*
 * confine.h - what the command gets, and what is kept from it.
 */
#ifndef CONFINE_H
#define CONFINE_H

#include "options.h"

/*
 * Becomes the command: to be called in its process, between fork and exec. The command gets
 *   - a session of its own, and it dies with its parent;
 *   - /dev/null as stdin, COMMAND_OUT and COMMAND_ERR as stdout and stderr, COMMAND_LOG with --log,
 *     and no other descriptor;
 *   - the limits, the umask, the environment and the folder that `options` say;
 *   - no capability, and every signal as it is by default.
 *
 * What fails is a fault of supervise, also a command that cannot be started.
 */
void run_confined(const struct options *options) __attribute__((noreturn));

#endif
