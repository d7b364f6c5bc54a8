/* exits_in_constructor.c - never comes to main.
 *
 * status: 3
 * says: 0 events
 */
#include <unistd.h>

__attribute__((constructor)) static void leave(void)
{
    _exit(0);
}

int main(void)
{
    return 0;
}
