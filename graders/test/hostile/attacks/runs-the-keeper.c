/*
 * attack: the program of the grader that keeps it, called again
 * fails: works
 */
#include <unistd.h>

int main(void)
{
    execl("/supervise", "supervise", "--keep", "--folder", "/tmp", "--", "/bin/true", (char *)NULL);
    return 1;
}
