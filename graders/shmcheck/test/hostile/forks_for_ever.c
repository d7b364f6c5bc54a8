/* forks_for_ever.c - every process forks another one.
 *
 * status: 3
 * says: more than
 */
#include <unistd.h>

int main(void)
{
    for (;;) {
        fork();
    }
}
