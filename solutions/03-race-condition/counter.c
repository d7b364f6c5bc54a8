/*
 * counter.c - two processes count in shared memory, without a lock, and lose updates.
 *
 * usage: ./counter [TIMES]
 *
 * New here: fork. A mapping with MAP_SHARED is still shared after it, and everything else is a
 * copy. Read next: schedule.txt.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "counter.h"

/* The largest TIMES. Twice as much is still an int. */
enum { MAX_TIMES = 1000000000 };

/* Reads TIMES: a decimal number from 1 to MAX_TIMES. Returns 0 if `text` is anything else. */
static int parse_times(const char *text)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || value < 1 || value > MAX_TIMES) {
        return 0;
    }
    return (int)value;
}

//: begin
/* Says which call failed and why, removes the object that this run made, and ends the program. */
static void fail(const char *call)
{
    perror(call);
    shm_unlink(SHM_NAME);
    exit(EXIT_FAILURE);
}

/* One line of C and two steps in memory: read, then write. In between, anything can happen. */
void increment(struct shared_data *data, int times)
{
    for (int i = 0; i < times; i++) {
        data->counter++;
    }
}
//: instead
//: /*
//:  * TODO 1: any system call may fail. Write a helper that prints the name of the call and the
//:  * system's text for the error to stderr, removes the object that this run made, and ends the
//:  * program with status 1; use it after every call below. See perror(3), shm_unlink(3), exit(3).
//:  */
//:
//: void increment(struct shared_data *data, int times)
//: {
//:     /* TODO 2: add 1 to the shared counter, as often as `times` says. No lock. */
//:     (void)data;
//:     (void)times;
//: }
//: end

int main(int argc, char *argv[])
{
    int times = argc == 1 ? 100000 : argc == 2 ? parse_times(argv[1]) : 0;
    if (times == 0) {
        fprintf(stderr, "usage: %s [TIMES], TIMES from 1 to %d\n", argv[0], MAX_TIMES);
        return 2;
    }

    //: begin
    /*
     * O_EXCL: the object is ours alone, so we may remove it whatever happens. What is there already
     * belongs to somebody else, or to a run that was killed.
     */
    int fd = shm_open(SHM_NAME, O_CREAT | O_EXCL | O_RDWR, 0600);
    if (fd == -1) {
        perror("shm_open");
        return EXIT_FAILURE;
    }
    /* New bytes are 0, the counter among them. */
    if (ftruncate(fd, sizeof(struct shared_data)) == -1) {
        fail("ftruncate");
    }
    struct shared_data *data = mmap(NULL, sizeof(*data), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED) {
        fail("mmap");
    }
    close(fd); /* the mapping does not need it */
    //: instead
    //: /* TODO 3: create the object, for you alone, and size it. See shm_open(3), ftruncate(2). */
    //:
    //: /* TODO 4: map it, so that both processes will see one counter. See mmap(2). */
    //: end

    //: begin
    pid_t child = fork();
    if (child == -1) {
        fail("fork");
    }
    if (child == 0) {
        increment(data, times);
        /* Not exit: it would flush a copy of what stdout holds, and run what main registered. */
        _exit(EXIT_SUCCESS);
    }
    increment(data, times);

    /* Only now are the child's updates complete; and a child that nobody waits for is a zombie. */
    if (waitpid(child, NULL, 0) == -1) {
        fail("waitpid");
    }
    printf("final counter: %d (expected: %d)\n", data->counter, 2 * times);
    //: instead
    //: /*
    //:  * TODO 5: start one child. Parent and child both call increment(data, times). How does the
    //:  * child leave, so that it prints nothing? See fork(2), _exit(2).
    //:  */
    //:
    //: /* TODO 6: wait for the child, then print the line that the README shows. See waitpid(2). */
    //: end

    //: begin
    if (munmap(data, sizeof(*data)) == -1) {
        fail("munmap");
    }
    if (shm_unlink(SHM_NAME) == -1) {
        perror("shm_unlink");
        return EXIT_FAILURE;
    }
    //: instead
    //: /*
    //:  * TODO 7: give back the mapping and the descriptor, and remove the object. See munmap(2),
    //:  * close(2), shm_unlink(3).
    //:  */
    //: end
    return EXIT_SUCCESS;
}
