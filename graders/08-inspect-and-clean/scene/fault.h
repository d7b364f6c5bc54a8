/* fault.h - ends scene where the scene cannot be made. */
#ifndef FAULT_H
#define FAULT_H

/* Exit status that says: the scene could not be made. The reason is on stderr. */
enum { SCENE_FAULT = 125 };

/* Says what failed, with the system's text for errno, and exits with SCENE_FAULT. */
void scene_fault(const char *what) __attribute__((noreturn));

#endif
