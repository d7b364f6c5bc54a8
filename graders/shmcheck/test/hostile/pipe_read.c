/* pipe_read.c - waits for bytes from a pipe.
 *
 * status: 3
 * says: pipe is not modelled
 */
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;

    return pipe(ends) == 0 && read(ends[0], &byte, 1) == 1;
}
