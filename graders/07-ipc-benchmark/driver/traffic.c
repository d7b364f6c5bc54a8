/*
 * traffic.c - counts the bytes that the system calls of a transfer carry (ptrace(2)).
 *
 * It counts what was really moved, by the return value or, for queues, the length, and it asks
 * through what: a pipe, a socket, a queue, anything else. So it does not matter which of the many
 * calls a design uses, nor whether a library makes them.
 */
#include "traffic.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame.h"

enum { MOST_THREADS = 64 };

/* A thread that is followed, and the call that it is in. */
static struct thread {
    pid_t id;
    uint64_t number, argument[6];
    enum medium medium[2]; /* of the first and of the third argument, if they are descriptors */
} threads[MOST_THREADS];

static struct thread *thread_of(pid_t id)
{
    struct thread *unused = NULL;
    for (int i = 0; i < MOST_THREADS; i++) {
        if (threads[i].id == id) {
            return &threads[i];
        }
        if (threads[i].id == 0) {
            unused = &threads[i];
        }
    }
    if (unused == NULL) {
        errno = EAGAIN;
        grader_fault("too many threads to follow");
    }
    unused->id = id;
    return unused;
}

static enum medium medium_of(pid_t id, uint64_t descriptor)
{
    char path[64];
    struct stat status;
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)id, (int)descriptor);
    if (stat(path, &status) == -1) {
        return OTHER;
    }
    return S_ISFIFO(status.st_mode) ? PIPE : S_ISSOCK(status.st_mode) ? SOCKET : OTHER;
}

/* The bytes that sendmmsg or recvmmsg moved: the sum over its messages. */
static uint64_t length_of_messages(const struct thread *thread, long count)
{
    uint64_t sum = 0;
    for (long i = 0; i < count; i++) {
        struct mmsghdr header;
        struct iovec here = {&header, sizeof(header)};
        struct iovec there = {
            (void *)(uintptr_t)(thread->argument[1] + (uint64_t)i * sizeof(header)),
            sizeof(header)};
        if (process_vm_readv(thread->id, &here, 1, &there, 1, 0) == (ssize_t)sizeof(header)) {
            sum += header.msg_len;
        }
    }
    return sum;
}

static void count(const struct thread *thread, int64_t result, struct traffic *traffic)
{
    const uint64_t moved = (uint64_t)result;
    if (result < 0) {
        return;
    }
    switch (thread->number) {
    case SYS_write:
    case SYS_writev:
    case SYS_pwrite64:
    case SYS_pwritev:
    case SYS_pwritev2:
    case SYS_vmsplice:
    case SYS_sendto:
    case SYS_sendmsg:
        traffic->in[thread->medium[0]] += moved;
        break;
    case SYS_read:
    case SYS_readv:
    case SYS_pread64:
    case SYS_preadv:
    case SYS_preadv2:
    case SYS_recvfrom:
    case SYS_recvmsg:
        traffic->out[thread->medium[0]] += moved;
        break;
    case SYS_sendmmsg:
        traffic->in[thread->medium[0]] += length_of_messages(thread, result);
        break;
    case SYS_recvmmsg:
        traffic->out[thread->medium[0]] += length_of_messages(thread, result);
        break;
    case SYS_splice:
    case SYS_copy_file_range:
        traffic->out[thread->medium[0]] += moved;
        traffic->in[thread->medium[1]] += moved;
        break;
    case SYS_sendfile: /* its first argument is where to */
        traffic->in[thread->medium[0]] += moved;
        break;
    case SYS_process_vm_writev:
        traffic->in[OTHER] += moved;
        break;
    case SYS_process_vm_readv:
        traffic->out[OTHER] += moved;
        break;
    case SYS_mq_timedsend:
        traffic->in[QUEUE] += thread->argument[2];
        break;
    case SYS_msgsnd:
        traffic->in[QUEUE] += thread->argument[2];
        break;
    case SYS_mq_timedreceive:
    case SYS_msgrcv:
        traffic->out[QUEUE] += moved;
        break;
    }
}

/* The thread has stopped at the entry or the exit of a system call. */
static void at_system_call(pid_t id, struct traffic *traffic)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, id, sizeof(info), &info) <= 0) {
        return; /* killed meanwhile */
    }
    struct thread *thread = thread_of(id);
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
        thread->number = info.entry.nr;
        memcpy(thread->argument, info.entry.args, sizeof(thread->argument));
        thread->medium[0] = medium_of(id, thread->argument[0]);
        thread->medium[1] = medium_of(id, thread->argument[2]);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        count(thread, info.exit.rval, traffic);
    }
}

struct traffic grader_trace(pid_t opener)
{
    struct traffic traffic = {{0}, {0}};
    int status;
    /* It has asked to be traced, and stopped itself. */
    if (waitpid(opener, &status, 0) == -1 || !WIFSTOPPED(status) ||
        ptrace(PTRACE_SETOPTIONS, opener, NULL,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL) == -1 ||
        ptrace(PTRACE_SYSCALL, opener, NULL, 0) == -1) {
        grader_fault("ptrace");
    }
    for (pid_t id; (id = waitpid(-1, &status, __WALL)) > 0;) {
        if (!WIFSTOPPED(status)) {
            thread_of(id)->id = 0;
            continue;
        }
        int signal_to_deliver = WSTOPSIG(status);
        if (signal_to_deliver == (SIGTRAP | 0x80)) {
            at_system_call(id, &traffic);
            signal_to_deliver = 0;
        } else if (signal_to_deliver == SIGTRAP || signal_to_deliver == SIGSTOP) {
            signal_to_deliver = 0; /* a fork, or the first stop of who was forked */
        }
        ptrace(PTRACE_SYSCALL, id, NULL, signal_to_deliver);
    }
    return traffic;
}
