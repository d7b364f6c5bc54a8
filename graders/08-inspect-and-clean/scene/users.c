/* users.c - processes that hold something, each in one certain way. */
#include "users.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"

enum { MAX_USERS = 64, PAGE = 4096 };

static struct {
    pid_t pid;
    const char *target;
} users[MAX_USERS];
static int user_count;

static _Noreturn void *wait_for_ever(void *nothing)
{
    (void)nothing;
    for (;;) {
        pause();
    }
}

/* Maps one page, which need not be there: nobody touches it. */
static bool map_file(const char *path, bool keep_open)
{
    int file = open(path, O_RDONLY);
    if (file == -1 || mmap(NULL, PAGE, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED) {
        return false;
    }
    return keep_open || close(file) == 0;
}

/* In the new process: gets hold of the target. False, with errno, if that cannot be done. */
static bool get_hold(const char *how, const char *target)
{
    if (strcmp(how, "map") == 0) {
        return map_file(target, false);
    }
    if (strcmp(how, "open") == 0) {
        return open(target, O_RDONLY) != -1;
    }
    if (strcmp(how, "both") == 0) {
        pthread_t thread;
        return map_file(target, true) && map_file(target, true) &&
               pthread_create(&thread, NULL, wait_for_ever, NULL) == 0;
    }
    if (strcmp(how, "attach") == 0) {
        return shmat((int)strtol(target, NULL, 10), NULL, SHM_RDONLY) != (void *)-1;
    }
    if (strcmp(how, "opaque") == 0) {
        return prctl(PR_SET_DUMPABLE, 0) == 0;
    }
    errno = EINVAL;
    return false;
}

static void start_user(const char *how, const char *target, bool must)
{
    int pipe_ends[2];
    if (pipe2(pipe_ends, O_CLOEXEC) == -1) {
        scene_fault("pipe2");
    }
    pid_t pid = fork();
    if (pid == -1) {
        scene_fault("fork");
    }
    if (pid == 0) {
        close(pipe_ends[0]);
        int problem = get_hold(how, target) ? 0 : errno;
        (void)!write(pipe_ends[1], &problem, sizeof(problem));
        close(pipe_ends[1]);
        if (problem != 0) {
            _exit(EXIT_FAILURE);
        }
        wait_for_ever(NULL);
    }
    close(pipe_ends[1]);
    int problem = 0;
    ssize_t length = read(pipe_ends[0], &problem, sizeof(problem));
    close(pipe_ends[0]);
    if (length != sizeof(problem) || (problem != 0 && must)) {
        errno = problem;
        scene_fault(target);
    }
    if (user_count == MAX_USERS) {
        errno = E2BIG;
        scene_fault(target);
    }
    users[user_count].pid = pid;
    users[user_count++].target = target;
}

void start_users(const char *how, const char *target, int count, bool must)
{
    for (int i = 0; i < count; i++) {
        start_user(how, target, must);
    }
}

bool is_user(pid_t pid, const char *target)
{
    for (int i = 0; i < user_count; i++) {
        if (users[i].pid == pid && strcmp(users[i].target, target) == 0) {
            return true;
        }
    }
    return false;
}

void end_users(const char *target)
{
    for (int i = 0; i < user_count; i++) {
        if (users[i].pid != 0 && strcmp(users[i].target, target) == 0) {
            kill(users[i].pid, SIGKILL);
            waitpid(users[i].pid, NULL, 0);
            users[i].pid = 0;
        }
    }
}
