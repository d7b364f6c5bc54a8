/* moments.c - run the program, and do something exactly when it has reached a certain point. */
#include "moments.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "users.h"
#include "words.h"

/* The call that a process is in: at its end the kernel tells the result, and not which it was. */
struct call {
    pid_t pid; /* 0 = this place is free */
    uint64_t number, arguments[6];
};

enum { MAX_TRACED = 64, TEXT_SIZE = 4096 };

static struct call calls[MAX_TRACED];

/* The call that process `pid` is in; a new one if it is not known. */
static struct call *call_of(pid_t pid, bool *known)
{
    struct call *place = NULL;
    for (int i = 0; i < MAX_TRACED; i++) {
        if (calls[i].pid == pid) {
            *known = true;
            return &calls[i];
        }
        if (calls[i].pid == 0 && place == NULL) {
            place = &calls[i];
        }
    }
    *known = false;
    if (place == NULL) {
        errno = E2BIG;
        scene_fault("ptrace");
    }
    place->pid = pid;
    return place;
}

/* Reads the text at `address` in the stopped process. */
static void read_text(pid_t pid, uint64_t address, char text[TEXT_SIZE])
{
    for (size_t length = 0; length + sizeof(long) < TEXT_SIZE; length += sizeof(long)) {
        errno = 0;
        long word = ptrace(PTRACE_PEEKDATA, pid, (void *)(uintptr_t)(address + length), NULL);
        if (errno != 0) {
            text[length] = '\0';
            return;
        }
        memcpy(text + length, &word, sizeof(word));
        if (memchr(&word, '\0', sizeof(word)) != NULL) {
            return;
        }
    }
    text[TEXT_SIZE - 1] = '\0';
}

/* The path of descriptor `number` of a process, or "". */
static void read_descriptor(pid_t pid, uint64_t number, char path[TEXT_SIZE])
{
    char link[64];
    snprintf(link, sizeof(link), "/proc/%d/fd/%d", pid, (int)number);
    ssize_t length = readlink(link, path, TEXT_SIZE - 1);
    path[length < 0 ? 0 : length] = '\0';
}

/* The number of the argument that is the path of what a call removes or renames, or -1. */
static int removed_argument(uint64_t number)
{
    switch (number) {
#ifdef SYS_unlink
    case SYS_unlink:
        return 0;
#endif
#ifdef SYS_rename
    case SYS_rename:
        return 0;
#endif
#ifdef SYS_renameat
    case SYS_renameat:
        return 1;
#endif
    case SYS_unlinkat:
    case SYS_renameat2:
        return 1;
    default:
        return -1;
    }
}

/* IPC_64, which a C library may add, says which layout the answer has. */
static bool is_shmctl(const struct call *call, int command)
{
    return call->number == SYS_shmctl && (call->arguments[1] & 0xff) == (unsigned)command;
}

/* Whether the call that begins removes something; then `victim` is its name, or its shmid. */
static bool is_removal(const struct call *call, char victim[TEXT_SIZE])
{
    if (is_shmctl(call, IPC_RMID)) {
        snprintf(victim, TEXT_SIZE, "%d", (int)call->arguments[0]);
        return true;
    }
    int argument = removed_argument(call->number);
    if (argument == -1) {
        return false;
    }
    char path[TEXT_SIZE];
    read_text(call->pid, call->arguments[argument], path);
    const char *slash = strrchr(path, '/');
    snprintf(victim, TEXT_SIZE, "%s", slash != NULL ? slash + 1 : path);
    /* Something else may be removed too, a file in TMPDIR for instance. */
    char object[TEXT_SIZE + 16];
    snprintf(object, sizeof(object), "/dev/shm/%s", victim);
    return access(object, F_OK) == 0;
}

/* Whether the words, up to the next "when", end a user that is process `pid`. */
static bool ends_user(char *const words[], pid_t pid)
{
    for (int i = 0; words[i] != NULL && strcmp(words[i], "when") != 0; i++) {
        if (strcmp(words[i], "end") == 0 && words[i + 1] != NULL && is_user(pid, words[i + 1])) {
            return true;
        }
    }
    return false;
}

/* Whether the call that has ended with `result` is `moment`, whose words are given. */
static bool is_moment(const char *moment, char *const words[], const struct call *call,
                      int64_t result)
{
    char path[TEXT_SIZE];
    int pid;
    if (call->number == SYS_getdents64 && result > 0) {
        read_descriptor(call->pid, call->arguments[0], path);
        return (strcmp(moment, "files") == 0 && strcmp(path, "/dev/shm") == 0) ||
               (strcmp(moment, "processes") == 0 && strcmp(path, "/proc") == 0);
    }
    if (is_shmctl(call, SHM_INFO)) {
        return strcmp(moment, "segments") == 0;
    }
    bool opened = call->number == SYS_openat && result >= 0;
#ifdef SYS_open
    opened = opened || (call->number == SYS_open && result >= 0);
#endif
    if (opened && strcmp(moment, "looking") == 0) {
        read_descriptor(call->pid, (uint64_t)result, path);
        return sscanf(path, "/proc/%d", &pid) == 1 && ends_user(words, pid);
    }
    return false;
}

/* Performs what is to be done now. `words` is all of them; each moment comes once. */
static void look_for_moment(char *const words[], const struct call *call, bool entry,
                            int64_t result)
{
    static bool done[MAX_TRACED];
    char victim[TEXT_SIZE];
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], "when") != 0 || words[i + 1] == NULL || i >= MAX_TRACED || done[i]) {
            continue;
        }
        const char *moment = words[i + 1];
        if (entry && strcmp(moment, "removal") == 0 && is_removal(call, victim)) {
            done[i] = true;
            perform(words + i + 2, victim);
        } else if (!entry && is_moment(moment, words + i + 2, call, result)) {
            done[i] = true;
            perform(words + i + 2, NULL);
        }
    }
}

/* A stop at the beginning or at the end of a system call. */
static void handle_call(pid_t pid, struct call *call, char *const words[])
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof(info), &info) == -1) {
        if (errno == ESRCH) {
            return; /* killed just now */
        }
        scene_fault("ptrace");
    }
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        call->number = info.entry.nr;
        memcpy(call->arguments, info.entry.args, sizeof(call->arguments));
        look_for_moment(words, call, true, 0);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        look_for_moment(words, call, false, info.exit.rval);
    }
}

int run_with_moments(char *const words[], char *const program[])
{
    pid_t first = fork();
    if (first == -1) {
        scene_fault("fork");
    }
    if (first == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1) {
            scene_fault("ptrace");
        }
        raise(SIGSTOP);
        execv(program[0], program);
        scene_fault(program[0]);
    }
    int status;
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEFORK |
                         PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC;
    bool known;
    call_of(first, &known);
    if (waitpid(first, &status, 0) == -1 || ptrace(PTRACE_SETOPTIONS, first, NULL, options) == -1) {
        scene_fault("ptrace");
    }
    ptrace(PTRACE_SYSCALL, first, NULL, 0L);
    for (;;) {
        pid_t pid = waitpid(-1, &status, __WALL);
        if (pid == -1) {
            scene_fault("waitpid");
        }
        if (!WIFSTOPPED(status)) {
            if (pid == first) {
                return status;
            }
            struct call *call = call_of(pid, &known);
            call->pid = 0;
            continue;
        }
        struct call *call = call_of(pid, &known);
        long pass_on = WSTOPSIG(status);
        if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
            handle_call(pid, call, words);
            pass_on = 0;
        } else if (status >> 16 != 0 || (!known && WSTOPSIG(status) == SIGSTOP)) {
            pass_on = 0; /* a fork, an exec, or the first stop of a new process */
        }
        ptrace(PTRACE_SYSCALL, pid, NULL, pass_on);
    }
}
