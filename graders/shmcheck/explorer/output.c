/* output.c - what the processes of a run have written, in files that only memory holds. */
#include "output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"

size_t read_output(int fd, char *buffer, size_t size)
{
    ssize_t length = pread(fd, buffer, size - 1, 0);
    if (length < 0) {
        length = 0;
    }
    buffer[length] = '\0';
    return (size_t)length;
}

size_t read_roots(const struct control *control, char *buffer, size_t size)
{
    size_t length = 0;

    for (uint32_t i = 0; i < control->program_count; i++) {
        length += read_output(control->output[i], buffer + length, size - length);
    }
    if (length > 0 && buffer[length - 1] == '\n') {
        buffer[--length] = '\0';
    }
    return length;
}

void empty_output(int fd)
{
    if (lseek(fd, 0, SEEK_END) == 0) {
        return;
    }
    lseek(fd, 0, SEEK_SET);
    if (ftruncate(fd, 0) == -1) {
        tool_fault("the output of a run cannot be emptied: %s", strerror(errno));
    }
}
