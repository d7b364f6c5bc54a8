/* disjoint_bytes.c - two processes write neighbouring bytes.
 *
 * verdict: clean
 * options: --expect ab
 */
#include "common.h"

static void work(void *argument)
{
    char *bytes = argument;

    bytes[1] = 'b';
}

int main(void)
{
    char *bytes = share(4);
    pid_t child = start(work, bytes);

    bytes[0] = 'a';
    finish(child);
    puts(bytes);
    return 0;
}
