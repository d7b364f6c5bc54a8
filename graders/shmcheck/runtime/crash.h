/* crash.h - a process that dies by a signal: logged at once, so that the explorer need not wait. */
#ifndef SHMCHECK_CRASH_H
#define SHMCHECK_CRASH_H

/* Installs handlers for the signals of a crash, on a stack of their own: a stack overflow is a
 * crash too. Processes inherit them. */
void install_crash_handlers(void);

#endif
