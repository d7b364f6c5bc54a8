/*
 * shmls.c - list the shared memory of this host, and remove what nobody uses any more.
 *
 * usage: ./shmls                     list objects, semaphores and segments
 *        ./shmls --limits            what limits them
 *        ./shmls --remove-orphans    remove your own that have no users
 *
 * Read before: shm_overview(7), proc(5). New here: nobody tells this program what there is. It asks
 * the file system, the kernel and every process, while all of them go on changing.
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
    /*
     * TODO 1: for each regular file in SHM_FOLDER add an object: POSIX, or SEM where the name
     * begins with "sem.". A file may be gone before you look at it: skip it. See opendir(3),
     * readdir(3), fstatat(2).
     */
    (void)list;
    (void)add_object;
}

/* Adds the System V segments. */
static void list_segments(struct list *list)
{
    /*
     * TODO 2: add each System V segment. Ask for the last index in use, then for each index; some
     * have no segment. Which command works without the right to read? See shmctl(2), on SHM_INFO,
     * SHM_STAT and SHM_STAT_ANY.
     */
    (void)list;
}

/*
 * Sets the users of each object and semaphore in the list to the number of processes, without
 * this one, that have it mapped or open. Returns how many processes could not be examined.
 */
static unsigned long count_users(struct list *list)
{
    /*
     * TODO 3: for each process in /proc but this one, read /proc/PID/maps and count it for each
     * object that it has mapped. How do you know the object, when its name may hold anything? See
     * proc(5), stat(2), makedev(3).
     */

    /*
     * TODO 4: look at /proc/PID/fd too. A process counts once for an object, however often it has
     * it. See proc(5), fstatat(2).
     */

    /*
     * TODO 5: count the processes that you may not look into. One that has ended since is not among
     * them. See errno(3).
     */
    (void)list;
    return 0;
}

/* By type, then by name, byte by byte; segments by their number. */
static int compare_objects(const void *left, const void *right)
{
    /* TODO 6: compare two objects, for qsort(3). */
    (void)left;
    (void)right;
    return 0;
}

/*
 * Prints the name that shm_open, sem_open or ipcrm know the object by, with nothing in it that a
 * terminal would obey. Returns how many columns that took.
 */
static int print_name(const struct object *object)
{
    /*
     * TODO 7: print the name that the object is called by. Each byte that is not visible ASCII, and
     * the backslash, becomes a backslash and three octal digits. See ascii(7), printf(3).
     */
    (void)object;
    return 0;
}

static void print_list(const struct list *list)
{
    /*
     * TODO 8: print the header, then one line an object, in the order of the handout. How do you
     * get from a user's number to a name, and what if there is none? See getpwuid(3).
     */
    (void)list;
    (void)print_name;
}

/* Prints the limits of System V segments, and the size and the free space of SHM_FOLDER. */
static void print_limits(struct list *list)
{
    /*
     * TODO 9: print the five limits. They are unsigned, and may be larger than a long. See
     * shmctl(2), on IPC_INFO, or proc(5); and statvfs(3).
     */
    (void)list;
}

/* Removes what belongs to the caller and has no users, and says so. */
static void remove_orphans(struct list *list)
{
    /*
     * TODO 10: remove each object that is the caller's and has no users; print a line for it. Look
     * for users once more directly before each removal. See geteuid(2), unlink(2), shmctl(2).
     */
    (void)list;
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
    /* TODO 11: say how many processes could not be examined, if any. See fprintf(3). */
    (void)hidden;
    free(list.objects);
    return EXIT_SUCCESS;
}
