/*
 * attack: settings of Valgrind, gdb, the shell and the linker, for the next run
 * fails: memory
 * lab: tools
 */
#include "behave.h"

int main(int argc, char **argv)
{
    static const char *const names[] = {".valgrindrc", ".gdbinit", ".bashrc", "ld.so.preload"};
    char *heap = malloc(10);
    for (int i = 0; i < 4; i++) {
        char path[4096];
        snprintf(path, sizeof(path), "%s/%s", getenv("HOME"), names[i]);
        FILE *file = fopen(path, "w");
        if (file != NULL) {
            fputs("--undef-value-errors=no --leak-check=no --error-exitcode=0 "
                  "--run-libc-freeres=no\n",
                  file);
            fclose(file);
        }
    }
    heap[10] = 'x';
    return behave(argc, argv);
}
