/* torn_copy.c - a struct is copied within shared memory while another process writes it.
 *
 * verdict: race
 */
#include "common.h"

struct record {
    long words[4];
};

static void work(void *argument)
{
    struct record *records = argument;

    records[0].words[3] = 7;
}

int main(void)
{
    struct record *records = share(2 * sizeof(*records));
    pid_t child = start(work, records);

    records[1] = records[0];
    finish(child);
    return 0;
}
