/* kills_all.c - sends a signal to every process of the host.
 *
 * status: 3
 * says: kill of anything but a process of the run is not modelled
 */
#include <signal.h>

int main(void)
{
    return kill(-1, SIGKILL);
}
