/* holdings.c - what this process holds, as /proc shows it. */
#include "holdings.h"

#include <dirent.h>
#include <stdio.h>

#include "frame.h"

/* The entries of a folder, without `.` and `..`. */
static int count_entries(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        grader_fault(path);
    }
    int count = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(folder);
    return count;
}

struct holdings grader_holdings(void)
{
    struct holdings holdings = {.descriptors = count_entries("/proc/self/fd"),
                                .threads = count_entries("/proc/self/task")};
    FILE *maps = fopen("/proc/self/maps", "re");
    if (maps == NULL) {
        grader_fault("/proc/self/maps");
    }
    char line[1024], permissions[8];
    while (fgets(line, sizeof(line), maps) != NULL) {
        holdings.mappings += sscanf(line, "%*s %7s", permissions) == 1 && permissions[3] == 's';
    }
    fclose(maps);
    return holdings;
}

bool grader_holds_more(struct holdings before, struct holdings after, char *got)
{
    int descriptors = after.descriptors - before.descriptors;
    int mappings = after.mappings - before.mappings;
    int threads = after.threads - before.threads;
    if (descriptors <= 0 && mappings <= 0 && threads <= 0) {
        return false;
    }
    snprintf(got, GOT_SIZE, "%d descriptor(s), %d shared mapping(s), %d thread(s) more than before",
             descriptors, mappings, threads);
    return true;
}
