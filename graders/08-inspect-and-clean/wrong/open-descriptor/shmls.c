/*
 * wrong: does not close /dev/shm
 * fails: descriptors
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define SHM_FOLDER "/dev/shm"

enum type { POSIX, SEM, SYSV };

struct object {
    enum type type;
    char name[NAME_MAX + 1]; /* posix, sem: the file's name in SHM_FOLDER */
    dev_t device;            /* posix, sem: which file it is, whatever its name */
    ino_t inode;
    int index, id; /* sysv: its place in the kernel's table, and its shmid */
    unsigned long long size;
    unsigned mode; /* the nine permission bits */
    uid_t owner;
    unsigned long users;
    bool doomed;   /* sysv: marked for removal */
    pid_t counted; /* the process that was counted last */
};

struct list {
    struct object *objects;
    size_t count, room;
};

/* Says which call failed and why, and ends the program. */
static _Noreturn void fail(struct list *list, const char *call)
{
    perror(call);
    free(list->objects);
    exit(EXIT_FAILURE);
}

/* Returns a new object at the end of the list, all zero. */
static struct object *add_object(struct list *list)
{
    if (list->count == list->room) {
        size_t room = list->room == 0 ? 64 : 2 * list->room;
        struct object *objects = reallocarray(list->objects, room, sizeof(*objects));
        if (objects == NULL) {
            fail(list, "reallocarray");
        }
        list->objects = objects;
        list->room = room;
    }
    struct object *object = &list->objects[list->count++];
    memset(object, 0, sizeof(*object));
    return object;
}

/* Adds the objects and the semaphores of SHM_FOLDER. */
static void list_files(struct list *list)
{
    DIR *folder = opendir(SHM_FOLDER);
    if (folder == NULL) {
        fail(list, "opendir");
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct stat file;
        /* Not opened: that would make us a user of it, and needs a right that we may not have. */
        if (fstatat(dirfd(folder), entry->d_name, &file, AT_SYMLINK_NOFOLLOW) == -1) {
            continue; /* it was removed just now */
        }
        if (!S_ISREG(file.st_mode)) {
            continue;
        }
        struct object *object = add_object(list);
        object->type = strncmp(entry->d_name, "sem.", 4) == 0 ? SEM : POSIX;
        snprintf(object->name, sizeof(object->name), "%s", entry->d_name);
        object->device = file.st_dev;
        object->inode = file.st_ino;
        object->size = (unsigned long long)file.st_size;
        object->mode = file.st_mode & 0777;
        object->owner = file.st_uid;
    }
    fcntl(dirfd(folder), F_DUPFD, 100);
    closedir(folder);
}

/* Adds the System V segments. */
static void list_segments(struct list *list)
{
    struct shm_info used;
    int last = shmctl(0, SHM_INFO, (struct shmid_ds *)&used);
    if (last == -1) {
        fail(list, "shmctl");
    }
    /* The table has holes, and a segment may have gone: both are EINVAL, and no news. */
    for (int index = 0; index <= last; index++) {
        struct shmid_ds segment;
        /* SHM_STAT would need the right to read the segment; what may be listed is not a secret. */
        int id = shmctl(index, SHM_STAT_ANY, &segment);
        if (id == -1) {
            continue;
        }
        struct object *object = add_object(list);
        object->type = SYSV;
        object->index = index;
        object->id = id;
        object->size = segment.shm_segsz;
        object->mode = segment.shm_perm.mode & 0777;
        object->doomed = (segment.shm_perm.mode & SHM_DEST) != 0;
        object->owner = segment.shm_perm.uid;
        object->users = segment.shm_nattch;
    }
}

/* Counts process `pid` as a user of the file, if that is an object. A process counts once. */
static void count_user(struct list *list, dev_t device, ino_t inode, pid_t pid)
{
    for (size_t i = 0; i < list->count; i++) {
        struct object *object = &list->objects[i];
        if (object->type != SYSV && object->device == device && object->inode == inode &&
            object->counted != pid) {
            object->counted = pid;
            object->users++;
        }
    }
}

/* Whether errno says that we may not look, and not that there is nothing any more. */
static bool is_forbidden(void)
{
    return errno == EACCES || errno == EPERM;
}

/* Counts `pid` for what it has mapped; false if that may not be read. */
static bool look_at_mappings(struct list *list, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "r");
    if (maps == NULL) {
        return !is_forbidden();
    }
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, maps) != -1) {
        unsigned major, minor;
        unsigned long inode;
        /*
         * By number, not by name: a name may be anything, "x (deleted)" for instance, and a mapping
         * outlives the name that it was made by.
         */
        if (sscanf(line, "%*s %*s %*s %x:%x %lu", &major, &minor, &inode) == 3 && inode != 0) {
            count_user(list, makedev(major, minor), inode, pid);
        }
    }
    free(line);
    fclose(maps);
    return true;
}

/* Counts `pid` for what it has open; false if that may not be read. */
static bool look_at_descriptors(struct list *list, pid_t pid)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/fd", pid);
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return !is_forbidden();
    }
    bool readable = true;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct stat file;
        if (fstatat(dirfd(folder), entry->d_name, &file, 0) == 0) {
            count_user(list, file.st_dev, file.st_ino, pid);
        } else if (is_forbidden()) {
            readable = false;
        }
    }
    closedir(folder);
    return readable;
}

/*
 * Sets the users of each object and semaphore in the list to the number of processes, without
 * this one, that have it mapped or open. Returns how many processes could not be examined.
 */
static unsigned long count_users(struct list *list)
{
    DIR *processes = opendir("/proc");
    if (processes == NULL) {
        fail(list, "opendir");
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->objects[i].type != SYSV) {
            list->objects[i].users = 0;
            list->objects[i].counted = 0;
        }
    }
    unsigned long hidden = 0;
    for (const struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        if (!isdigit((unsigned char)entry->d_name[0])) {
            continue;
        }
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid == getpid()) {
            continue;
        }
        bool mappings = look_at_mappings(list, pid);
        bool descriptors = look_at_descriptors(list, pid);
        hidden += !mappings || !descriptors;
    }
    closedir(processes);
    return hidden;
}

/* By type, then by name, byte by byte; segments by their number. */
static int compare_objects(const void *left, const void *right)
{
    const struct object *a = left, *b = right;
    if (a->type != b->type) {
        return a->type < b->type ? -1 : 1;
    }
    if (a->type == SYSV) {
        return (a->id > b->id) - (a->id < b->id);
    }
    return strcmp(a->name, b->name);
}

/* Room for a slash, and for each byte of a name as a backslash and three digits. */
enum { SHOWN_MAX = 1 + 4 * NAME_MAX + 1 };

/*
 * Prints the name that shm_open, sem_open or ipcrm know the object by, with nothing in it that a
 * terminal would obey. Returns how many columns that took.
 */
static int print_name(const struct object *object)
{
    char shown[SHOWN_MAX];
    int length = 0;
    if (object->type == SYSV) {
        length = snprintf(shown, sizeof(shown), "%d", object->id);
    } else {
        const char *name = object->type == SEM ? object->name + strlen("sem.") : object->name;
        shown[length++] = '/';
        for (; *name != '\0'; name++) {
            unsigned char byte = (unsigned char)*name;
            if (byte > ' ' && byte < 0x7f && byte != '\\') {
                shown[length++] = (char)byte;
            } else {
                length += snprintf(shown + length, 5, "\\%03o", byte);
            }
        }
        shown[length] = '\0';
    }
    return printf("%s", shown);
}

static void print_list(const struct list *list)
{
    enum { NAME_WIDTH = 24 };
    static const char *const types[] = {"posix", "sem", "sysv"};
    printf("%-5s %-*s %12s %s %-8s %s\n", "TYPE", NAME_WIDTH, "NAME", "SIZE", "MODE", "OWNER",
           "USERS");
    for (size_t i = 0; i < list->count; i++) {
        const struct object *object = &list->objects[i];
        printf("%-5s ", types[object->type]);
        int width = print_name(object);
        printf("%*s %12llu %04o ", width < NAME_WIDTH ? NAME_WIDTH - width : 0, "", object->size,
               object->mode);
        const struct passwd *owner = getpwuid(object->owner);
        if (owner != NULL) {
            printf("%-8s", owner->pw_name);
        } else {
            printf("%-8u", object->owner);
        }
        printf(" %lu%s\n", object->users, object->doomed ? " dest" : "");
    }
}

/* Prints the limits of System V segments, and the size and the free space of SHM_FOLDER. */
static void print_limits(struct list *list)
{
    struct shminfo limits;
    if (shmctl(0, IPC_INFO, (struct shmid_ds *)&limits) == -1) {
        fail(list, "shmctl");
    }
    struct statvfs space;
    if (statvfs(SHM_FOLDER, &space) == -1) {
        fail(list, "statvfs");
    }
    /* unsigned: the kernel's own limit is beyond LONG_MAX. */
    printf("shmmax %lu\nshmall %lu\nshmmni %lu\n", limits.shmmax, limits.shmall, limits.shmmni);
    printf("size %llu\n", (unsigned long long)space.f_blocks * space.f_frsize);
    printf("free %llu\n", (unsigned long long)space.f_bavail * space.f_frsize);
}

/* Whether the object is still the same, and still has no users. The list's look may be old. */
static bool is_still_orphan(struct object *object)
{
    if (object->type == SYSV) {
        struct shmid_ds segment;
        return shmctl(object->index, SHM_STAT_ANY, &segment) == object->id &&
               segment.shm_nattch == 0;
    }
    char path[sizeof(SHM_FOLDER) + NAME_MAX + 1];
    snprintf(path, sizeof(path), "%s/%s", SHM_FOLDER, object->name);
    struct stat file;
    if (lstat(path, &file) == -1 || file.st_dev != object->device || file.st_ino != object->inode) {
        return false;
    }
    struct list alone = {.objects = object, .count = 1};
    count_users(&alone);
    return object->users == 0;
}

/* Removes the object; false if somebody else was faster. */
static bool remove_object(struct list *list, const struct object *object)
{
    if (object->type == SYSV) {
        if (shmctl(object->id, IPC_RMID, NULL) == 0) {
            return true;
        }
        if (errno != EINVAL && errno != EIDRM) {
            fail(list, "shmctl");
        }
    } else {
        char path[sizeof(SHM_FOLDER) + NAME_MAX + 1];
        snprintf(path, sizeof(path), "%s/%s", SHM_FOLDER, object->name);
        if (unlink(path) == 0) {
            return true;
        }
        if (errno != ENOENT) {
            fail(list, "unlink");
        }
    }
    return false;
}

/* Removes what belongs to the caller and has no users, and says so. */
static void remove_orphans(struct list *list)
{
    static const char *const types[] = {"posix", "sem", "sysv"};
    for (size_t i = 0; i < list->count; i++) {
        struct object *object = &list->objects[i];
        /* Whoever comes between this look and the removal loses: no call does both in one step. */
        if (object->owner == geteuid() && object->users == 0 && is_still_orphan(object) &&
            remove_object(list, object)) {
            printf("removed %s ", types[object->type]);
            print_name(object);
            putchar('\n');
        }
    }
}

int main(int argc, char *argv[])
{
    bool limits = argc == 2 && strcmp(argv[1], "--limits") == 0;
    bool removal = argc == 2 && strcmp(argv[1], "--remove-orphans") == 0;
    if (argc > 1 && !limits && !removal) {
        fprintf(stderr, "usage: %s [--limits | --remove-orphans]\n", argv[0]);
        return 2;
    }
    struct list list = {0};
    if (limits) {
        print_limits(&list);
        return EXIT_SUCCESS;
    }

    list_files(&list);
    list_segments(&list);
    unsigned long hidden = count_users(&list);
    if (list.count > 0) {
        qsort(list.objects, list.count, sizeof(list.objects[0]), compare_objects);
    }
    if (removal) {
        remove_orphans(&list);
    } else {
        print_list(&list);
    }
    if (hidden > 0) {
        fprintf(stderr, "not examined: %lu processes\n", hidden);
    }
    free(list.objects);
    return EXIT_SUCCESS;
}
