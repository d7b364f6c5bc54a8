/* folder.c - makes and empties the folder of a run; the file systems in it. */
#include "folder.h"

#include "descriptors.h"
#include "fault.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

/* What a command may keep for the grader to look at, in bytes; larger homes are not kept. */
enum { WORTH_KEEPING = 1 << 20 };

const char *path_inside(const char *folder, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", folder, name) == -1) {
        system_fault("asprintf");
    }
    return path;
}

int open_inside(const char *folder, const char *name)
{
    const char *path = path_inside(folder, name);
    int opened = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int moved = opened == -1 ? -1 : fcntl(opened, F_DUPFD_CLOEXEC, LAST_HANDED + 1);
    if (moved == -1) {
        system_fault(path);
    }
    close(opened);
    return moved;
}

static void make_place(const struct options *options, const char *path)
{
    if (mkdir(path, 0755) == -1) {
        system_fault(path);
    }
    /* Files, folders and links count as inodes: each takes memory of the kernel's. */
    if (options->small_home && mount("home", path, "tmpfs", MS_NOSUID | MS_NODEV,
                                     "size=64m,nr_inodes=4096,mode=755") == -1) {
        system_fault("mount");
    }
}

void make_folder(const struct options *options)
{
    if (mkdir(options->folder, 0755) == -1) {
        system_fault(options->folder);
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
        system_fault("umount");
    }
    if (options->jail && umount2(options->scratch, MNT_DETACH) == -1) {
        system_fault("umount");
    }
}
