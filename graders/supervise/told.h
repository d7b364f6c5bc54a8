/*
 * told.h - what the keeper has told the supervisor through the channel (see keeper.h).
 */
#ifndef TOLD_H
#define TOLD_H

#include <stdbool.h>
#include <stddef.h>

/* {0} at first. The text is NULL until something is heard. */
struct told {
    char *text;
    size_t length;
};

/*
 * Reads what there is on the channel, and waits if there is nothing; false when nothing more will
 * come. A read that fails, or a keeper that tells too much, is a fault of supervise.
 */
bool listen_to(int channel, struct told *told);

/*
 * The text after `start` in the first line that begins with it, and all that follows; NULL if no
 * line does.
 */
const char *line_of(const struct told *told, const char *start);

#endif
