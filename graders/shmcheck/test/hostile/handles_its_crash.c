/* handles_its_crash.c - catches SIGSEGV and leaves without a word.
 *
 * status: 3
 * says: ended in a way that is not modelled
 */
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

static void handler(int number)
{
    signal(number, SIG_DFL);
    raise(number);
}

int main(void)
{
    int *shared = mmap(NULL, 4, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int *volatile nowhere = NULL;

    *shared = 1;
    signal(SIGSEGV, handler);
    return *nowhere;
}
