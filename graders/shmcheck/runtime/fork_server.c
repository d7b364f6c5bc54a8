/* fork_server.c - the fork server: the program up to its first constructor. */
#include "fork_server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "futex.h"
#include "root.h"
#include "state.h"

#include "../include/run_names.h"

/* Kills the children that the kernel lists for this process. */
static void kill_children(void)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == -1) {
        return;
    }
    char list[4096];
    ssize_t length = read(fd, list, sizeof(list) - 1);
    close(fd);
    if (length <= 0) {
        return;
    }
    list[length] = '\0';
    char *rest;
    for (char *word = strtok_r(list, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        if (atoi(word) > 1) {
            kill(atoi(word), SIGKILL);
        }
    }
}

/* Kills what is left of a run and waits until the last process is gone. The processes of a run
 * share a process group; orphans, and those that left the group, come to this process, their
 * subreaper. The pids on the control page are not used for this: the program could have overwritten
 * them. */
static void end_run(pid_t root)
{
    if (root > 0) {
        kill(-root, SIGKILL);
    }
    for (;;) {
        pid_t pid = waitpid(-1, NULL, WNOHANG);
        if (pid == -1 && errno == ECHILD) {
            break;
        }
        if (pid != 0) {
            continue;
        }
        kill_children();
        waitpid(-1, NULL, 0);
    }
}

static pid_t current_root;

/* The explorer has gone, or wants everything to end: nothing of the run may outlive it. */
static void terminate(int signal_number)
{
    (void)signal_number;
    end_run(current_root);
    remove_run_names(RT->control);
    _exit(0);
}

static uint64_t nanoseconds(struct timeval time)
{
    return (uint64_t)time.tv_sec * 1000000000U + (uint64_t)time.tv_usec * 1000U;
}

/* The processor time of this process and of those that it, and they, have waited for. */
static uint64_t processor_time(void)
{
    struct rusage own, children;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &children);
    return nanoseconds(own.ru_utime) + nanoseconds(own.ru_stime) + nanoseconds(children.ru_utime) +
           nanoseconds(children.ru_stime);
}

void serve(int program)
{
    struct server *server = &RT->control->servers[program];

    signal(SIGTERM, terminate);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    /* The C library's first formatted output changes its data, once. Only runs that are recorded
     * format anything: without this they would differ, and a busy wait would last a round more. */
    char text[LABEL_SIZE];
    snprintf(text, sizeof(text), "%s %d", "run", program);
    for (;;) {
        sleep_until_woken(&server->command);
        if (server->order == COMMAND_QUIT) {
            _exit(0);
        }
        if (server->order == COMMAND_RUN) {
            current_root = fork();
            if (current_root == 0) {
                signal(SIGTERM, SIG_DFL);
                signal(SIGINT, SIG_DFL);
                begin_root(program);
                return;
            }
            server->root = current_root;
        } else if (server->order == COMMAND_END) {
            end_run(current_root);
            current_root = 0;
            server->cpu_ns = processor_time();
        }
        count_and_wake(&server->answers);
    }
}
