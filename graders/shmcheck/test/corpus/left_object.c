/* left_object.c - the object is never unlinked.
 *
 * verdict: left-behind
 */
#include "common.h"

int main(void)
{
    int fd = shm_open(CORPUS_NAME, O_CREAT | O_RDWR, 0600);
    int *counter;

    if (fd == -1 || ftruncate(fd, sizeof(*counter)) == -1) {
        return 1;
    }
    counter = mmap(NULL, sizeof(*counter), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (counter == MAP_FAILED) {
        return 1;
    }
    *counter = 1;
    return 0;
}
