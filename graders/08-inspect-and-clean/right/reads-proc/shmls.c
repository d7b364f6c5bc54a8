/*
 * right: takes segments from /proc/sysvipc/shm, users by the targets of links, and makes a new list
 * after each removal
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

struct entry {
    int kind; /* 0 object, 1 semaphore, 2 segment */
    char *name;
    int id;
    unsigned long dev, ino, size, mode, uid, users;
    int dest;
    long last;
};

static struct entry *entries;
static int entry_count, hidden_count;

static void die(const char *call)
{
    perror(call);
    exit(1);
}

static void append(const struct entry *entry)
{
    if ((entry_count & (entry_count - 1)) == 0) {
        entries = realloc(entries, sizeof(*entry) * (entry_count == 0 ? 1 : 2 * entry_count));
        if (entries == NULL) {
            die("realloc");
        }
    }
    entries[entry_count++] = *entry;
}

static void forget(void)
{
    for (int i = 0; i < entry_count; i++) {
        free(entries[i].name);
    }
    free(entries);
    entries = NULL;
    entry_count = hidden_count = 0;
}

static void take_segments(void)
{
    char line[512];
    FILE *table = fopen("/proc/sysvipc/shm", "r");
    if (table == NULL) {
        die("fopen");
    }
    if (fgets(line, sizeof(line), table) == NULL) {
        die("fgets");
    }
    while (fgets(line, sizeof(line), table) != NULL) {
        struct entry entry = {.kind = 2};
        unsigned mode, uid;
        if (sscanf(line, "%*d %d %o %lu %*d %*d %lu %u", &entry.id, &mode, &entry.size,
                   &entry.users, &uid) == 5) {
            entry.mode = mode & 0777;
            entry.dest = (mode & SHM_DEST) != 0;
            entry.uid = uid;
            append(&entry);
        }
    }
    fclose(table);
}

static void take_files(void)
{
    struct dirent **names;
    int count = scandir("/dev/shm", &names, NULL, NULL);
    if (count == -1) {
        die("scandir");
    }
    for (int i = 0; i < count; i++) {
        char path[400];
        struct stat file;
        snprintf(path, sizeof(path), "/dev/shm/%s", names[i]->d_name);
        if (lstat(path, &file) == 0 && S_ISREG(file.st_mode)) {
            struct entry entry = {.kind = strncmp(names[i]->d_name, "sem.", 4) == 0,
                                  .name = strdup(names[i]->d_name),
                                  .dev = file.st_dev,
                                  .ino = file.st_ino,
                                  .size = (unsigned long)file.st_size,
                                  .mode = file.st_mode & 0777,
                                  .uid = file.st_uid};
            append(&entry);
        }
        free(names[i]);
    }
    free(names);
}

static void seen(long pid, unsigned long ino)
{
    for (int i = 0; i < entry_count; i++) {
        if (entries[i].kind < 2 && entries[i].ino == ino && entries[i].last != pid) {
            entries[i].last = pid;
            entries[i].users++;
        }
    }
}

/* The device of /dev/shm as maps writes it: "00:1a". */
static void look_into(long pid, const char *device, unsigned long dev)
{
    char path[400], line[8192];
    int hidden = 0;
    snprintf(path, sizeof(path), "/proc/%ld/fd", pid);
    DIR *links = opendir(path);
    if (links == NULL) {
        hidden = errno == EACCES;
    } else {
        struct dirent *link;
        while ((link = readdir(links)) != NULL) {
            struct stat file;
            snprintf(path, sizeof(path), "/proc/%ld/fd/%s", pid, link->d_name);
            if (link->d_name[0] != '.' && stat(path, &file) == 0 && file.st_dev == dev) {
                seen(pid, file.st_ino);
            }
        }
        closedir(links);
    }
    snprintf(path, sizeof(path), "/proc/%ld/smaps", pid);
    FILE *maps = fopen(path, "r");
    if (maps == NULL) {
        hidden = hidden || errno == EACCES;
    } else {
        while (fgets(line, sizeof(line), maps) != NULL) {
            char where[32];
            unsigned long ino;
            if (sscanf(line, "%*x-%*x %*s %*x %31s %lu", where, &ino) == 2 &&
                strcmp(where, device) == 0) {
                seen(pid, ino);
            }
        }
        fclose(maps);
    }
    hidden_count += hidden;
}

static void take_all(void)
{
    struct stat folder;
    char device[32];
    forget();
    take_files();
    take_segments();
    if (stat("/dev/shm", &folder) == -1) {
        die("stat");
    }
    snprintf(device, sizeof(device), "%02lx:%02lx", (unsigned long)folder.st_dev >> 8 & 0xfff,
             (unsigned long)folder.st_dev & 0xff);
    DIR *processes = opendir("/proc");
    if (processes == NULL) {
        die("opendir");
    }
    struct dirent *process;
    while ((process = readdir(processes)) != NULL) {
        long pid = strtol(process->d_name, NULL, 10);
        if (pid > 0 && pid != getpid()) {
            look_into(pid, device, folder.st_dev);
        }
    }
    closedir(processes);
}

static int by_kind_and_name(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    if (a->kind != b->kind) {
        return a->kind - b->kind;
    }
    return a->kind == 2 ? a->id - b->id : strcmp(a->name, b->name);
}

static void print_what(const struct entry *entry)
{
    if (entry->kind == 2) {
        printf("sysv\t%d", entry->id);
        return;
    }
    fputs(entry->kind == 1 ? "sem /" : "posix /", stdout);
    for (const char *c = entry->name + (entry->kind == 1 ? 4 : 0); *c != '\0'; c++) {
        printf(*c >= '!' && *c <= '~' && *c != '\\' ? "%c" : "\\%03o", (unsigned char)*c);
    }
}

static void clean(void)
{
    /* One at a time: what is next is decided by a new list. */
    for (int again = 1; again;) {
        again = 0;
        take_all();
        for (int i = 0; i < entry_count && !again; i++) {
            const struct entry *entry = &entries[i];
            if (entry->uid != geteuid() || entry->users > 0) {
                continue;
            }
            char path[400];
            snprintf(path, sizeof(path), "/dev/shm/%s", entry->kind == 2 ? "" : entry->name);
            again = 1;
            if ((entry->kind == 2 ? shmctl(entry->id, IPC_RMID, NULL) : unlink(path)) == 0) {
                fputs("removed ", stdout);
                print_what(entry);
                puts("");
            }
        }
    }
}

static void print_limit(const char *name)
{
    char path[64], value[64];
    snprintf(path, sizeof(path), "/proc/sys/kernel/%s", name);
    FILE *file = fopen(path, "r");
    if (file == NULL || fgets(value, sizeof(value), file) == NULL) {
        die("fopen");
    }
    fclose(file);
    printf("%s   %s", name, value);
}

int main(int argc, char **argv)
{
    const char *what = argc < 2 ? "" : argv[1];
    if (argc > 2 || (argc == 2 && strcmp(what, "--limits") && strcmp(what, "--remove-orphans"))) {
        fprintf(stderr, "usage: %s [--limits|--remove-orphans]\n", argv[0]);
        return 2;
    }
    if (strcmp(what, "--limits") == 0) {
        struct statvfs space;
        print_limit("shmmax");
        print_limit("shmall");
        print_limit("shmmni");
        if (statvfs("/dev/shm", &space) == -1) {
            die("statvfs");
        }
        printf("size   %lu\nfree   %lu\n", space.f_blocks * space.f_frsize,
               space.f_bfree * space.f_frsize);
        return 0;
    }
    if (strcmp(what, "--remove-orphans") == 0) {
        clean();
    } else {
        take_all();
        if (entry_count > 0) {
            qsort(entries, (size_t)entry_count, sizeof(*entries), by_kind_and_name);
        }
        puts("TYPE NAME SIZE MODE OWNER USERS");
        for (int i = 0; i < entry_count; i++) {
            struct passwd *user = getpwuid((uid_t)entries[i].uid);
            char number[32];
            snprintf(number, sizeof(number), "%lu", entries[i].uid);
            print_what(&entries[i]);
            printf("  %lu  %04lo  %s  %lu%s\n", entries[i].size, entries[i].mode,
                   user != NULL ? user->pw_name : number, entries[i].users,
                   entries[i].dest ? "  dest" : "");
        }
    }
    if (hidden_count > 0) {
        fprintf(stderr, "not examined: %d processes\n", hidden_count);
    }
    forget();
    return 0;
}
