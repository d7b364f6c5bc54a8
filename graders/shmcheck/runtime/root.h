/* root.h - the life of a root: the process that a run begins with, one for each program. */
#ifndef SHMCHECK_ROOT_H
#define SHMCHECK_ROOT_H

/* Makes the calling process, just forked, the root of a program: its process group, its exit
 * handler, its slot and its output. Returns when it is let go, to go on to main.
 * program: the index of the program. */
void begin_root(int program);

#endif
