/*
 * attack: empty files until there are no more
 * fails: -
 */
#include "behave.h"

int main(int argc, char **argv)
{
    int made = 0;
    for (char name[32]; made < 10000; made++) {
        snprintf(name, sizeof(name), "%d", made);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (fd == -1) {
            break;
        }
        close(fd);
    }
    if (made == 10000) {
        succeeded("ten thousand files");
    }
    return behave(argc, argv);
}
