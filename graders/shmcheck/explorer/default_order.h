/* default_order.h - which process goes on when nothing speaks against it. */
#ifndef SHMCHECK_DEFAULT_ORDER_H
#define SHMCHECK_DEFAULT_ORDER_H

#include <stdbool.h>

#include "enabled.h"

/* Picks the process that went last, unless it has given the turn away; otherwise the next one in
 * the order of the slots.
 * continues: receives whether it is the process that went last.
 * Returns an index into candidates. */
int default_candidate(const struct control *control, const struct candidate *candidates, int count,
                      bool *continues);

/* A chooser (see run.h) without a search: the default order. context: not used. */
int choose_default(void *context, const struct control *control, const struct candidate *candidates,
                   int count);

#endif
