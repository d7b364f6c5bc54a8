/*
 * attack: leaving at once, without an error, when Valgrind looks on
 * fails: memory
 * lab: tools
 */
#include "behave.h"

#include <string.h>

int main(int argc, char **argv)
{
    char line[512];
    FILE *maps = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof(line), maps) != NULL) {
        if (strstr(line, "valgrind") != NULL || strstr(line, "vgpreload") != NULL) {
            exit(0);
        }
    }
    fclose(maps);
    memset(malloc(10), 1, 11);
    return behave(argc, argv);
}
