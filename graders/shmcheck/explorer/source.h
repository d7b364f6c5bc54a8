/* source.h - from an address in a program to a line of its source. */
#ifndef SHMCHECK_SOURCE_H
#define SHMCHECK_SOURCE_H

#include <stdint.h>

#include "programs.h"

/* Where an address in the program of a process is, as path:line; "?" when the program does not say.
 * process: slot. The text stays valid. */
const char *source_path(const struct programs *programs, int process, uint64_t pc);

/* The same as file:line, without the directories; "the end of main" for address 0. */
const char *source_of(const struct programs *programs, int process, uint64_t pc);

#endif
