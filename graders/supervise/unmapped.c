/*
 * unmapped.c - adds up what descriptors hold, if there can be much.
 *
 * To add up what every descriptor holds, at every look, would cost more than all the rest; so that
 * is done only when the shared memory of the whole host has grown by more than the run may have.
 * Growth caused by others is not charged to the run: only its own descriptors are added up.
 */
#include "unmapped.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

/* The host's shared memory, in KiB: the line "Shmem:" of /proc/meminfo. 0 if it cannot be read. */
static long host_shared_memory(void)
{
    char line[128];
    long size = 0;
    FILE *memory = fopen("/proc/meminfo", "re");
    while (memory != NULL && size == 0 && fgets(line, sizeof(line), memory) != NULL) {
        (void)sscanf(line, "Shmem: %ld", &size);
    }
    if (memory != NULL) {
        fclose(memory);
    }
    return size;
}

/* What the descriptors of a process hold of files that have no name. */
static long held_by_descriptors(pid_t pid)
{
    char folder[64];
    long bytes = 0;
    snprintf(folder, sizeof(folder), "/proc/%d/fd", pid);
    DIR *descriptors = opendir(folder);
    if (descriptors == NULL) {
        return 0; /* it has ended */
    }
    for (const struct dirent *entry; (entry = readdir(descriptors)) != NULL;) {
        struct stat file;
        if (fstatat(dirfd(descriptors), entry->d_name, &file, 0) == 0 && S_ISREG(file.st_mode) &&
            file.st_nlink == 0) {
            bytes += (long)file.st_blocks * 512;
        }
    }
    closedir(descriptors);
    return bytes;
}

/* The least that the host has held since the run began, in KiB. */
static long before;

void remember_shared_memory(void)
{
    before = host_shared_memory();
}

long unmapped_memory(long allowed, const struct process *all, int count)
{
    long now = host_shared_memory(), bytes = 0;
    if (now < before) {
        before = now;
    }
    if (now - before <= allowed / 1024) {
        return 0;
    }
    for (int i = 0; i < count; i++) {
        bytes += held_by_descriptors(all[i].pid);
    }
    return bytes;
}
