/* unordered_message.c - a reader prints a message that a writer may still be writing.
 *
 * verdict: race
 */
#include "common.h"

static void work(void *argument)
{
    strcpy(argument, "a message");
}

int main(void)
{
    char *message = share(64);
    pid_t child = start(work, message);

    printf("%s\n", message);
    finish(child);
    return 0;
}
