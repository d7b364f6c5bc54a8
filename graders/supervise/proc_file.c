/* proc_file.c - reads one small file of /proc. */
#include "proc_file.h"

#include <stdio.h>

bool read_proc_file(const char *path, char *text, size_t size)
{
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    size_t length = fread(text, 1, size - 1, file);
    text[length] = '\0';
    fclose(file);
    return length > 0;
}
