/* torn_struct.c - a reader sees half of a pair that a writer replaces.
 *
 * verdict: race
 */
#include "common.h"

struct pair {
    int left, right;
};

static void work(void *argument)
{
    struct pair *pair = argument;

    pair->left = 1;
    pair->right = 1;
}

int main(void)
{
    struct pair *pair = share(sizeof(*pair));
    pid_t child = start(work, pair);
    int left = pair->left;
    int right = pair->right;

    finish(child);
    printf("%s\n", left == right ? "whole" : "torn");
    return 0;
}
