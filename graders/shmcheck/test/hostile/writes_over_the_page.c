/* writes_over_the_page.c - finds the control page and clears it.
 *
 * status: 1
 * says: memory that is not its own
 */
#include <stdio.h>
#include <string.h>

int main(void)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];

    while (maps != NULL && fgets(line, sizeof(line), maps) != NULL) {
        unsigned long start, end;
        if (strstr(line, "shmcheck-control") != NULL &&
            sscanf(line, "%lx-%lx", &start, &end) == 2) {
            memset((void *)start, 0, end - start);
        }
    }
    return 0;
}
