/* at_exit.c - reads the descriptors and the mappings of a process that is about to exit. */
#include "at_exit.h"

#include "fault.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

/* A file's name may hold a newline, and behind it what looks like a line of the report. */
static void make_one_line(char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            *text = '?';
        }
    }
}

static void list_descriptors(pid_t pid, FILE *report)
{
    char folder[64];
    snprintf(folder, sizeof(folder), "/proc/%d/fd", pid);
    DIR *descriptors = opendir(folder);
    if (descriptors == NULL) {
        system_fault(folder);
    }
    for (const struct dirent *entry; (entry = readdir(descriptors)) != NULL;) {
        char path[400], target[256];
        if (entry->d_name[0] == '.' || strtol(entry->d_name, NULL, 10) <= STDERR_FILENO) {
            continue;
        }
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        ssize_t length = readlink(path, target, sizeof(target) - 1);
        target[length < 0 ? 0 : length] = '\0';
        make_one_line(target);
        fprintf(report, "left_fd=%s %s\n", entry->d_name, target);
    }
    closedir(descriptors);
}

/* Whether a mapping with this path is shared memory, and not a file that the C library maps. */
static bool is_shared_memory(const char *name)
{
    static const char *const kinds[] = {"/dev/shm/", "/dev/zero", "/memfd:", "/SYSV"};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strncmp(name, kinds[i], strlen(kinds[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* A line of /proc/PID/maps: addresses, permissions, offset, device, inode, path. */
static void list_mappings(pid_t pid, FILE *report)
{
    char path[64], line[1024], name[512];
    snprintf(path, sizeof(path), "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    if (maps == NULL) {
        system_fault(path);
    }
    while (fgets(line, sizeof(line), maps) != NULL) {
        if (sscanf(line, "%*s %*s %*s %*s %*s %511[^\n]", name) == 1 && is_shared_memory(name)) {
            fprintf(report, "left_map=%s\n", name);
        }
    }
    fclose(maps);
}

static int count_threads(pid_t pid)
{
    char folder[64];
    int count = 0;
    snprintf(folder, sizeof(folder), "/proc/%d/task", pid);
    DIR *threads = opendir(folder);
    if (threads == NULL) {
        system_fault(folder);
    }
    for (const struct dirent *entry; (entry = readdir(threads)) != NULL;) {
        count += entry->d_name[0] != '.';
    }
    closedir(threads);
    return count;
}

void handle_trace_stop(pid_t command, int status, FILE *report)
{
    int signal_to_deliver = WSTOPSIG(status);
    static bool prepared;
    if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8))) {
        /* The first thread may end while others go on: what the process then holds is in use. */
        if (count_threads(command) == 1) {
            list_descriptors(command, report);
            list_mappings(command, report);
        }
        signal_to_deliver = 0;
    } else if (!prepared && signal_to_deliver == SIGTRAP) {
        /* The first stop is the exec itself. */
        prepared = true;
        signal_to_deliver = 0;
        if (ptrace(PTRACE_SETOPTIONS, command, NULL, PTRACE_O_TRACEEXIT) == -1) {
            system_fault("ptrace");
        }
    }
    if (ptrace(PTRACE_CONT, command, NULL, signal_to_deliver) == -1 && errno != ESRCH) {
        system_fault("ptrace");
    }
}
