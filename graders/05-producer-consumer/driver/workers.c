/* workers.c - other processes around the ring, each with one call to make. */
#include "workers.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame.h"

static void ignore(int number)
{
    (void)number;
}

static void handle(int number)
{
    /* No SA_RESTART: a wait ends with EINTR when this has run. */
    struct sigaction action = {.sa_handler = ignore};
    if (sigaction(number, &action, NULL) == -1) {
        grader_fault("sigaction");
    }
}

static _Noreturn void work(const struct start *how, struct worker *self)
{
    struct ring *ring = how->ring;
    handle(SIGUSR2);
    if (how->descriptor != -1) {
        ring = grader_map_again(how->descriptor);
        munmap(how->ring, sizeof(struct ring));
    }
    errno = 0;
    self->result = how->action == PUT ? ring_put(ring, how->item) : ring_get(ring, &self->item);
    self->error = errno;
    self->returned = true;
    _exit(0);
}

struct worker *grader_start(struct start how)
{
    enum { MOST_WORKERS = 16 };
    static struct worker *workers;
    static int used;
    if (workers == NULL) {
        workers = grader_shared_page();
    }
    if (used == MOST_WORKERS) {
        errno = EAGAIN;
        grader_fault("too many workers");
    }
    struct worker *worker = &workers[used++];
    worker->item = how.action == PUT ? how.item : grader_draw_item();
    pid_t pid = fork();
    if (pid == -1) {
        grader_fault("fork");
    }
    if (pid == 0) {
        work(&how, worker);
    }
    worker->pid = pid; /* the page is shared: only one of the two may set it */
    return worker;
}

static volatile sig_atomic_t told;

static void go_on(int number)
{
    (void)number;
    told = 1;
}

void grader_until_blocked(void)
{
    struct sigaction action = {.sa_handler = go_on};
    sigset_t open;
    sigaction(SIGUSR1, &action, NULL);
    sigprocmask(SIG_SETMASK, NULL, &open);
    sigdelset(&open, SIGUSR1);
    while (!told) {
        sigsuspend(&open);
    }
    told = 0;
}

/* Says what a worker died of, if it did. */
static void see_end(struct worker *worker, int status)
{
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL) {
            grader_got("it kept computing, until it had used up its processor time");
        }
        grader_got("the process was killed: %s", strsignal(WTERMSIG(status)));
    }
    if (!worker->returned) {
        grader_got("the process ended inside the call, with status %d", WEXITSTATUS(status));
    }
}

/* Whether the call has returned. Ends the driver if the worker has died of anything. */
static bool is_through(struct worker *worker)
{
    int status;
    pid_t ended = waitpid(worker->pid, &status, WNOHANG);
    if (ended == worker->pid) {
        worker->pid = 0;
        see_end(worker, status);
    }
    return worker->returned;
}

void grader_expect_asleep(struct worker *worker)
{
    if (is_through(worker)) {
        grader_got("the call returned %d at once%s%s", worker->result,
                   worker->result == 0 ? "" : ": ",
                   worker->result == 0 ? "" : strerror(worker->error));
    }
}

void grader_await(struct worker *worker)
{
    int status;
    while (worker->pid != 0 && waitpid(worker->pid, &status, 0) == -1) {
        if (errno != EINTR) {
            grader_fault("waitpid");
        }
    }
    if (worker->pid != 0) {
        worker->pid = 0;
        see_end(worker, status);
    }
    if (worker->result != 0) {
        grader_got("the call returned %d (%s)", worker->result, strerror(worker->error));
    }
}

void grader_end(struct worker *worker)
{
    kill(worker->pid, SIGKILL);
    waitpid(worker->pid, NULL, 0);
    worker->pid = 0;
}

void grader_interrupt(struct worker *worker)
{
    if (kill(worker->pid, SIGUSR2) == -1) {
        grader_fault("kill");
    }
}
