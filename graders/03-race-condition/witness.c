/*
 * witness.c - see witness.h. fork is seen by pthread_atfork(3); the calls that wait for a child by
 * the linker's --wrap (ld(1)), which every program here is linked with.
 */
#include "witness.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static enum witness_role role = WITNESS_PARENT;
static bool forked;
static int ends[2] = {-1, -1}; /* of the socket pair: the parent's, the child's */
static int log_descriptor = -1;

/* Says what of this file failed, and ends the program: no verdict may come of it. */
static __attribute__((noreturn)) void own_fault(const char *call)
{
    witness_note("fault %s: %s", call, strerror(errno));
    _exit(125);
}

static void in_parent(void)
{
    if (!forked) {
        forked = true;
        close(ends[1]);
    }
}

static void in_child(void)
{
    if (role == WITNESS_PARENT && !forked) {
        role = WITNESS_CHILD;
        forked = true;
        close(ends[0]);
        return;
    }
    /* A second child, or a child's child: the pair is none of its business. */
    close(ends[role == WITNESS_CHILD ? 1 : 0]);
    role = WITNESS_OTHER;
}

__attribute__((constructor)) static void prepare(void)
{
    log_descriptor = open("witness.log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_descriptor == -1) {
        own_fault("open");
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) {
        own_fault("socketpair");
    }
    errno = pthread_atfork(NULL, in_parent, in_child);
    if (errno != 0) {
        own_fault("pthread_atfork");
    }
}

enum witness_role witness_role(void)
{
    return role;
}

const char *witness_name(void)
{
    static const char *const names[] = {"parent", "child", "other"};
    return names[role];
}

bool witness_forked(void)
{
    return forked;
}

void witness_note(const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof(line) - 1, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length > sizeof(line) - 2) {
        length = sizeof(line) - 2;
    }
    line[length] = '\n';
    /* One write, with O_APPEND: the lines of two processes never mix. */
    if (write(log_descriptor, line, (size_t)length + 1) == -1) {
        _exit(125);
    }
}

void witness_tell(void)
{
    /* MSG_NOSIGNAL: it is no fault here if the other process has gone. */
    if (role != WITNESS_OTHER) {
        send(ends[role], "", 1, MSG_NOSIGNAL);
    }
}

void witness_await(void)
{
    char byte;
    if (role != WITNESS_OTHER) {
        while (recv(ends[role], &byte, 1, 0) == -1 && errno == EINTR) {
        }
    }
}

/* The parent has come to where it waits for the child: it has finished its own updates. */
static void parent_waits(void)
{
    if (role == WITNESS_PARENT && forked) {
        shutdown(ends[WITNESS_PARENT], SHUT_WR);
    }
}

bool witness_mapping_at(const void *address, struct witness_mapping *mapping)
{
    char line[1024];
    bool found = false;
    int errno_before = errno;
    FILE *maps = fopen("/proc/self/maps", "re");
    if (maps == NULL) {
        own_fault("/proc/self/maps");
    }
    while (!found && fgets(line, sizeof(line), maps) != NULL) {
        uintptr_t from, to;
        mapping->path[0] = '\0';
        int fields = sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %7s %*s %*s %*s %511[^\n]", &from, &to,
                            mapping->permissions, mapping->path);
        found = fields >= 3 && (uintptr_t)address >= from && (uintptr_t)address < to;
    }
    fclose(maps);
    errno = errno_before;
    return found;
}

bool witness_is_shared(const void *address)
{
    struct witness_mapping mapping;
    return witness_mapping_at(address, &mapping) && mapping.permissions[3] == 's' &&
           strncmp(mapping.path, "/dev/shm/", strlen("/dev/shm/")) == 0;
}

pid_t __real_wait(int *status);
pid_t __wrap_wait(int *status)
{
    parent_waits();
    return __real_wait(status);
}

pid_t __real_waitpid(pid_t pid, int *status, int options);
pid_t __wrap_waitpid(pid_t pid, int *status, int options)
{
    parent_waits();
    return __real_waitpid(pid, status, options);
}

pid_t __real_wait3(int *status, int options, struct rusage *usage);
pid_t __wrap_wait3(int *status, int options, struct rusage *usage)
{
    parent_waits();
    return __real_wait3(status, options, usage);
}

pid_t __real_wait4(pid_t pid, int *status, int options, struct rusage *usage);
pid_t __wrap_wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
    parent_waits();
    return __real_wait4(pid, status, options, usage);
}

int __real_waitid(idtype_t type, id_t id, siginfo_t *info, int options);
int __wrap_waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
    parent_waits();
    return __real_waitid(type, id, info, options);
}
