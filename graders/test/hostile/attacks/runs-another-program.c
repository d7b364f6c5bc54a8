/*
 * attack: another program in its place
 * fails: works
 */
#include <unistd.h>

int main(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return 1;
}
