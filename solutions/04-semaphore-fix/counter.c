/*
 * counter.c - two processes add to one counter in shared memory, and none of their updates is lost.
 *
 * usage: ./counter [TIMES]
 *
 * Read before: lab 03, the same program without a lock. New here: a semaphore around each update,
 * names that outlive a program, and a child that may not come to its end.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

//: begin
/* The parent's child, once there is one; 0 in the child itself. */
static pid_t child;

/* Says which call failed and why, and ends the program; a parent takes its child with it. */
static void fail(const char *call)
{
    perror(call);
    if (child > 0) {
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
    }
    exit(EXIT_FAILURE);
}
//: instead
//: /*
//:  * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
//:  * system's text for the error to stderr, and ends the program with status 1; use it after every
//:  * call below. What about the child, when the parent gives up? See perror(3), exit(3).
//:  */
//: end

/* Returns TIMES, the number in `text`, or -1 if it is none or not from 1 to 1,000,000,000. */
static int read_times(const char *text)
{
    char *end;
    errno = 0;
    long times = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || times < 1 || times > 1000000000) {
        return -1;
    }
    return (int)times;
}

void increment(struct shared_data *data, sem_t *sem, int times)
{
    //: begin
    for (int i = 0; i < times; i++) {
        /* A signal handler ends the wait with EINTR. We do not have the semaphore: wait on. */
        while (sem_wait(sem) == -1) {
            if (errno != EINTR) {
                fail("sem_wait");
            }
        }
        /* Read, add, write: three steps, but while we hold the semaphore nobody comes between. */
        data->counter++;
        if (sem_post(sem) == -1) {
            fail("sem_post");
        }
    }
    //: instead
    //: /*
    //:  * TODO 2: add 1 to the counter, `times` times. Nobody else may come between the read and the
    //:  * write of one update, but between two updates others must get their turn. What does it mean
    //:  * when sem_wait returns -1 with errno EINTR? See sem_wait(3), sem_post(3).
    //:  */
    //: (void)data, (void)sem, (void)times;
    //: end
}

int main(int argc, char *argv[])
{
    int times = argc == 2 ? read_times(argv[1]) : 10;
    if (argc > 2 || times == -1) {
        fprintf(stderr, "usage: %s [TIMES]   (TIMES from 1 to 1000000000)\n", argv[0]);
        return 2;
    }

    //: begin
    /*
     * A run that was killed may have left both names: a semaphore that is 0 for ever, a counter
     * that is not 0. sem_open with O_CREAT would take that semaphore as it is, and ignore our
     * value. So away with them; whether they were there does not matter.
     */
    if (shm_unlink(SHM_NAME) == -1 && errno != ENOENT) {
        fail("shm_unlink");
    }
    if (sem_unlink(SEM_NAME) == -1 && errno != ENOENT) {
        fail("sem_unlink");
    }
    //: instead
    //: /*
    //:  * TODO 3: an earlier run may have been killed, and left the object and the semaphore as they
    //:  * were at that moment. Make sure that they do not disturb. See shm_unlink(3), sem_unlink(3).
    //:  */
    //: end

    //: begin
    /*
     * O_EXCL: the object is a new one, all zeros. Its name has served when we have it open: fork
     * hands the mapping on. Unlinked now, nothing can stay behind, however we end.
     */
    int fd = shm_open(SHM_NAME, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1) {
        fail("shm_open");
    }
    if (shm_unlink(SHM_NAME) == -1) {
        fail("shm_unlink");
    }
    if (ftruncate(fd, sizeof(struct shared_data)) == -1) {
        fail("ftruncate");
    }
    struct shared_data *data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        fail("mmap");
    }
    close(fd);

    /* Value 1: one process at a time. 0 would let nobody in, 2 would let both in. */
    sem_t *sem = sem_open(SEM_NAME, O_CREAT | O_EXCL, 0600, 1);
    if (sem == SEM_FAILED) {
        fail("sem_open");
    }
    if (sem_unlink(SEM_NAME) == -1) {
        fail("sem_unlink");
    }
    //: instead
    //: /*
    //:  * TODO 4: create the object, give it the size of a struct shared_data, map it so that both
    //:  * processes see the same counter, and see to it that the counter is 0. See shm_open(3),
    //:  * ftruncate(2), mmap(2).
    //:  *
    //:  * TODO 5: create the semaphore. Which value lets one process in, and not two? See sem_open(3).
    //:  */
    //: end

    //: begin
    child = fork();
    if (child == -1) {
        fail("fork");
    }
    increment(data, sem, times);
    if (child == 0) {
        /* _exit: the child must not run into what follows, which is the parent's. */
        _exit(EXIT_SUCCESS);
    }
    //: instead
    //: /*
    //:  * TODO 6: start a child. Both processes call increment, at the same time; the child then ends.
    //:  * See fork(2), _exit(2).
    //:  */
    //: increment(NULL, NULL, times);
    //: end

    //: begin
    int status;
    if (waitpid(child, &status, 0) == -1) {
        fail("waitpid");
    }
    /* Only a child that ended by itself, with status 0, has made all of its updates. */
    if (!WIFEXITED(status)) {
        fprintf(stderr, "the child did not come to its end: signal %d\n", WTERMSIG(status));
        return EXIT_FAILURE;
    }
    if (WEXITSTATUS(status) != EXIT_SUCCESS) {
        return EXIT_FAILURE; /* it has said itself what failed */
    }
    printf("final counter: %d (expected: %d)\n", data->counter, 2 * times);
    //: instead
    //: /*
    //:  * TODO 7: wait for the child. Did it come to its end, or did something end it? Then it has
    //:  * not made all of its updates: say so on stderr, and exit with status 1. See waitpid(2).
    //:  */
    //: int counter = 0; /* TODO 8: print the counter that is in the shared object. */
    //: printf("final counter: %d (expected: %d)\n", counter, 2 * times);
    //: end

    //: begin
    if (sem_close(sem) == -1) {
        fail("sem_close");
    }
    if (munmap(data, sizeof(*data)) == -1) {
        fail("munmap");
    }
    //: instead
    //: /*
    //:  * TODO 9: give back what you hold: mapping, descriptor, semaphore. And the two names? See
    //:  * munmap(2), close(2), sem_close(3), sem_unlink(3), shm_unlink(3).
    //:  */
    //: end
    return EXIT_SUCCESS;
}
