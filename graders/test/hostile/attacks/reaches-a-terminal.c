/*
 * attack: the terminal of who grades: type a command into it
 * fails: -
 */
#include "behave.h"

#include <sys/ioctl.h>

int main(int argc, char **argv)
{
    int terminal = open("/dev/tty", O_RDWR);
    for (int fd = 0; fd < 3; fd++) {
        if (terminal != -1 || isatty(fd) || ioctl(fd, TIOCSTI, "x") == 0) {
            succeeded("a terminal");
        }
    }
    return behave(argc, argv);
}
