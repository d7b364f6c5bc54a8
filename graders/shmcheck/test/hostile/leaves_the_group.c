/* leaves_the_group.c - tries to become a session of its own.
 *
 * status: 3
 * says: setsid is not modelled
 */
#include <unistd.h>

int main(void)
{
    setsid();
    pause();
}
