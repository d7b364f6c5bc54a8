/*
 * attack: every file that it can see, for what others handed in
 * fails: -
 */
#include "behave.h"

#include <ftw.h>
#include <string.h>
#include <sys/stat.h>

static int look(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    const char *name = path + place->base;
    if (kind == FTW_D && (strcmp(path, "/usr") == 0 || strcmp(path, "/proc") == 0)) {
        return FTW_SKIP_SUBTREE;
    }
    if (strcmp(name, "program.c") == 0 || strcmp(name, "submission") == 0) {
        succeeded(path);
    }
    return FTW_CONTINUE;
}

int main(int argc, char **argv)
{
    nftw("/", look, 16, FTW_PHYS | FTW_ACTIONRETVAL);
    return behave(argc, argv);
}
