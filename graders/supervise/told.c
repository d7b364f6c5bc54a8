/* told.c - reads the channel, and finds a line in what came. */
#include "told.h"

#include "fault.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* In bytes: what one read takes, and more than any keeper has to tell. */
enum { PIECE = 4096, MOST_TOLD = 1 << 20 };

bool listen_to(int channel, struct told *told)
{
    if (told->length > MOST_TOLD) {
        own_fault("the keeper tells too much");
    }
    told->text = realloc(told->text, told->length + PIECE + 1);
    if (told->text == NULL) {
        system_fault("realloc");
    }
    ssize_t got = read(channel, told->text + told->length, PIECE);
    if (got == -1 && errno != EINTR) {
        system_fault("channel");
    }
    told->length += got > 0 ? (size_t)got : 0;
    told->text[told->length] = '\0';
    return got != 0;
}

const char *line_of(const struct told *told, const char *start)
{
    size_t length = strlen(start);
    for (const char *line = told->text; line != NULL && *line != '\0';) {
        if (strncmp(line, start, length) == 0) {
            return line + length;
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return NULL;
}
