/* polls_for_ever.c - wakes again and again, and sleeps on. */
#include <poll.h>
#include <stddef.h>

int main(void)
{
    for (;;) {
        poll(NULL, 0, 10);
    }
}
