/*
 * jail.h - the jail around a command, opened by bubblewrap, bwrap(1).
 *
 * A jail has namespaces of its own for users, processes, network and mounts; it shares with the
 * room around it the System V objects and /dev/shm, which the grader looks at afterwards. It shows
 * /usr, what is named with --show and --write, the home, and nothing else of the host. All of it is
 * read-only but the home, /tmp, /dev/shm, and what is named with --write.
 */
#ifndef JAIL_H
#define JAIL_H

#include "options.h"

/*
 * Replaces this process by bubblewrap, which starts this program again in the jail, with --keep
 * before its arguments: as the keeper. The descriptors up to LAST_HANDED go with it.
 */
void enter_jail(const struct options *options) __attribute__((noreturn));

#endif
