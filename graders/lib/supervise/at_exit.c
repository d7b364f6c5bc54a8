/*
 * at_exit.c - what a process still holds at the moment it exits.
 *
 * ptrace(2) stops the process at PTRACE_EVENT_EXIT, when it has finished but its descriptors and
 * mappings are still there to be read in /proc. This needs no help from the process, so it works
 * for every design, and also when it leaves through _exit.
 */
#include "supervise.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static void list_descriptors(pid_t pid, FILE *report)
{
    char folder[64];
    snprintf(folder, sizeof(folder), "/proc/%d/fd", pid);
    DIR *descriptors = opendir(folder);
    if (descriptors == NULL) {
        own_fault(folder);
    }
    for (const struct dirent *entry; (entry = readdir(descriptors)) != NULL;) {
        char path[400], target[256];
        if (entry->d_name[0] == '.' || strtol(entry->d_name, NULL, 10) <= STDERR_FILENO) {
            continue;
        }
        snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
        ssize_t length = readlink(path, target, sizeof(target) - 1);
        target[length < 0 ? 0 : length] = '\0';
        fprintf(report, "left_fd=%s %s\n", entry->d_name, target);
    }
    closedir(descriptors);
}

/* A line of /proc/PID/maps: addresses, permissions (the fourth letter is s for shared), ..., path.
 */
static void list_mappings(pid_t pid, FILE *report)
{
    char path[64], line[1024];
    snprintf(path, sizeof(path), "/proc/%d/maps", pid);
    FILE *maps = fopen(path, "re");
    if (maps == NULL) {
        own_fault(path);
    }
    while (fgets(line, sizeof(line), maps) != NULL) {
        char permissions[8], name[512];
        int fields = sscanf(line, "%*s %7s %*s %*s %*s %511[^\n]", permissions, name);
        bool of_shm = fields == 2 && strncmp(name, "/dev/shm/", strlen("/dev/shm/")) == 0;
        if (fields == 2 && (permissions[3] == 's' || of_shm)) {
            fprintf(report, "left_map=%s\n", name);
        }
    }
    fclose(maps);
}

void handle_trace_stop(pid_t command, int status, FILE *report)
{
    int signal_to_deliver = WSTOPSIG(status);
    static bool prepared;
    if (status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8))) {
        list_descriptors(command, report);
        list_mappings(command, report);
        signal_to_deliver = 0;
    } else if (!prepared && signal_to_deliver == SIGTRAP) {
        /* The first stop is the exec itself. */
        prepared = true;
        signal_to_deliver = 0;
        if (ptrace(PTRACE_SETOPTIONS, command, NULL, PTRACE_O_TRACEEXIT) == -1) {
            own_fault("ptrace");
        }
    }
    if (ptrace(PTRACE_CONT, command, NULL, signal_to_deliver) == -1 && errno != ESRCH) {
        own_fault("ptrace");
    }
}
