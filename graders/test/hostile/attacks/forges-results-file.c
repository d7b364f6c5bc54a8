/*
 * attack: the files in which a grading notes that a check passed
 * fails: works
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    static const char *const names[] = {"../report", "../../../checks/works/passed",
                                        "../result.json", "../../../result.json", "../out"};
    char out[4096] = {0}, path[8192];
    if (readlink("/proc/self/fd/1", out, sizeof(out) - 8) > 0) {
        *strrchr(out, '/') = '\0';
        for (int i = 0; i < 5; i++) {
            snprintf(path, sizeof(path), "%s/home/%s", out, names[i]);
            FILE *file = fopen(path, "w");
            if (file != NULL) {
                fputs("end=exit\ncode=0\nleft_children=0\nblocked=0\n", file);
                fclose(file);
            }
        }
    }
    return 0;
}
