/* page.h - can the control page be believed? */
#ifndef SHMCHECK_PAGE_H
#define SHMCHECK_PAGE_H

#include <stdbool.h>

#include "../include/control.h"

/* Are the guards of the page whole, and does every index point into its table? If not, the program
 * has written to the page, and nothing on it counts. */
bool page_is_sound(const struct control *control);

#endif
