/* home.c - the folder of one run, and in it the only places that the command may write to. */
#include "supervise.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>

/* What a command may keep for the grader to look at, in bytes; beyond that nobody is interested. */
enum { WORTH_KEEPING = 1 << 20 };

static void make_place(const struct options *options, const char *path)
{
    if (mkdir(path, 0755) == -1) {
        own_fault(path);
    }
    /* Files, folders and links count as inodes: each takes memory of the kernel's. */
    if (options->small_home && mount("home", path, "tmpfs", MS_NOSUID | MS_NODEV,
                                     "size=64m,nr_inodes=4096,mode=755") == -1) {
        own_fault("mount");
    }
}

void make_folder(const struct options *options)
{
    if (mkdir(options->folder, 0755) == -1) {
        own_fault(options->folder);
    }
    make_place(options, options->home);
    if (options->jail) {
        make_place(options, options->scratch);
    }
}

void empty_folder(const struct options *options)
{
    struct statfs status;
    if (!options->small_home || statfs(options->home, &status) == -1) {
        return;
    }
    long used = (long)(status.f_blocks - status.f_bfree) * (long)status.f_bsize;
    if (used > WORTH_KEEPING && umount2(options->home, MNT_DETACH) == -1) {
        own_fault("umount");
    }
    if (options->jail && umount2(options->scratch, MNT_DETACH) == -1) {
        own_fault("umount");
    }
}
