/* look.c - what a program of this user can and cannot see from here. */
#include "look.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

static void print_owner(uid_t uid)
{
    const struct passwd *user = getpwuid(uid);
    if (user != NULL) {
        printf("%s\n", user->pw_name);
    } else {
        printf("%u\n", uid);
    }
}

/* Whether the mappings of a process may not be read: so the kernel answers, or so it would. */
static bool is_hidden(const char *pid)
{
    char path[300];
    snprintf(path, sizeof(path), "/proc/%s/maps", pid);
    int maps = open(path, O_RDONLY | O_CLOEXEC);
    if (maps == -1) {
        return errno == EACCES || errno == EPERM;
    }
    close(maps);
    return false;
}

/* The owner of a segment, or else of a file in /dev/shm. */
static uid_t owner_of(const char *name)
{
    char path[300], *end;
    int id = (int)strtol(name, &end, 10);
    struct shmid_ds segment;
    if (*end == '\0' && shmctl(id, IPC_STAT, &segment) == 0) {
        return segment.shm_perm.uid;
    }
    snprintf(path, sizeof(path), "/dev/shm/%s", name);
    struct stat file;
    if (stat(path, &file) == -1) {
        scene_fault(path);
    }
    return file.st_uid;
}

void look(char *const names[])
{
    DIR *processes = opendir("/proc");
    if (processes == NULL) {
        scene_fault("/proc");
    }
    int hidden = 0;
    for (const struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        hidden += isdigit((unsigned char)entry->d_name[0]) && is_hidden(entry->d_name);
    }
    closedir(processes);
    printf("hidden %d\nme ", hidden);
    print_owner(geteuid());
    for (int i = 0; names[i] != NULL; i++) {
        print_owner(owner_of(names[i]));
    }
}
