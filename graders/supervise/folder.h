/*
 * folder.h - the folder of one run, and in it the only places that the command may write to.
 *
 * What cannot be made, opened or emptied is a fault of supervise.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include "options.h"

/* The path NAME inside `folder`; the memory is never given back. */
const char *path_inside(const char *folder, const char *name);

/*
 * Makes file NAME inside `folder` and opens it for writing, with mode 0600, at a descriptor beyond
 * those that the keeper gets.
 */
int open_inside(const char *folder, const char *name);

/*
 * Makes the folder of the run, which must not exist yet, with an empty home in it, and for a jail
 * the folder that is /tmp there. With small_home, each is a file system of its own (tmpfs(5)).
 */
void make_folder(const struct options *options);

/*
 * Afterwards: gives the memory of these file systems back, but keeps a home with little in it, for
 * the grader to look at.
 */
void empty_folder(const struct options *options);

#endif
