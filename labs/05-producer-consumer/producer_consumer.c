/*
 * producer_consumer.c - producers and consumers, a process each, around one ring in shared memory.
 *
 * usage: ./producer_consumer [ITEMS [PRODUCERS [CONSUMERS]]]
 *
 * ITEMS (default 10, may be 0) is the total. Producer p of P makes the items p, p + P, p + 2P, ...,
 * so each of 0 to ITEMS - 1 is made once. The consumers share the number of items as evenly as it
 * goes, and take whatever comes next. PRODUCERS and CONSUMERS are from 1 to 100.
 *
 * This file is given: all that you write is ring.c. Read next: ring.h.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ring.h"

enum { MAX_ITEMS = 1000000000, MAX_WORKERS = 100, EXIT_USAGE = 2 };

/* The children that were started and not yet waited for; 0 where one has ended. */
static pid_t workers[2 * MAX_WORKERS];
static int started;

/* A decimal number from `least` to `most`, and nothing else: no sign, no blank. */
static bool parse(const char *text, long least, long most, int *number)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (!isdigit((unsigned char)text[0]) || *end != '\0' || errno != 0 || value < least ||
        value > most) {
        return false;
    }
    *number = (int)value;
    return true;
}

static int produce(struct ring *ring, int first, int items, int step)
{
    for (int item = first; item < items; item += step) {
        if (ring_put(ring, item) == -1) {
            perror("ring_put");
            return EXIT_FAILURE;
        }
        printf("Produced: %d\n", item);
    }
    return EXIT_SUCCESS;
}

static int consume(struct ring *ring, int count)
{
    for (; count > 0; count--) {
        int item;
        if (ring_get(ring, &item) == -1) {
            perror("ring_get");
            return EXIT_FAILURE;
        }
        printf("Consumed: %d\n", item);
    }
    return EXIT_SUCCESS;
}

/*
 * Maps memory for the ring, shared with every process that is forked from this one. Returns NULL
 * after a failure, which has been reported.
 */
static struct ring *map_ring(void)
{
    /* No O_EXCL: the object of a run that was killed half-way may be there. ring_init copes. */
    int fd = shm_open(SHM_NAME, O_CREAT | O_RDWR, 0600);
    if (fd == -1) {
        perror("shm_open");
        return NULL;
    }
    /*
     * The children inherit the mapping and need no name. Without one the object ends with the last
     * process that has it mapped, so that nothing stays behind, however this program ends.
     */
    if (shm_unlink(SHM_NAME) == -1) {
        perror("shm_unlink");
        close(fd);
        return NULL;
    }
    if (ftruncate(fd, sizeof(struct ring)) == -1) {
        perror("ftruncate");
        close(fd);
        return NULL;
    }
    struct ring *ring = mmap(NULL, sizeof(struct ring), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ring == MAP_FAILED) {
        perror("mmap");
        ring = NULL;
    }
    close(fd);
    return ring;
}

/*
 * Starts a worker: a producer whose first item is `number`, or the consumer of that number. Returns
 * false after a failure, which has been reported.
 */
static bool start(struct ring *ring, bool producer, int number, int items, int of)
{
    pid_t pid = fork();
    if (pid == -1) {
        perror("fork");
        return false;
    }
    if (pid == 0) {
        int status = producer ? produce(ring, number, items, of)
                              : consume(ring, items / of + (number < items % of ? 1 : 0));
        /* _exit does not flush; exit would also run what the parent has registered with atexit. */
        fflush(stdout);
        _exit(status);
    }
    workers[started++] = pid;
    return true;
}

/* Ends all children. Without one of them the others might wait for ever for its items. */
static void end_all(void)
{
    for (int i = 0; i < started; i++) {
        if (workers[i] != 0) {
            kill(workers[i], SIGKILL);
        }
    }
}

/* Waits for every child. The first that fails ends the others. Returns whether all did their
 * work. */
static bool wait_for_all(bool all_well)
{
    for (int left = started; left > 0;) {
        int status;
        pid_t pid = wait(&status);
        if (pid == -1 && errno == EINTR) {
            continue;
        }
        if (pid == -1) {
            perror("wait");
            return false;
        }
        for (int i = 0; i < started; i++) {
            if (workers[i] == pid) {
                workers[i] = 0;
                left--;
            }
        }
        if (status != 0 && all_well) {
            if (WIFSIGNALED(status)) {
                fprintf(stderr, "a child was killed: %s\n", strsignal(WTERMSIG(status)));
            }
            all_well = false;
            end_all();
        }
    }
    return all_well;
}

int main(int argc, char *argv[])
{
    int items = 10, producers = 1, consumers = 1;
    if (argc > 4 || (argc > 1 && !parse(argv[1], 0, MAX_ITEMS, &items)) ||
        (argc > 2 && !parse(argv[2], 1, MAX_WORKERS, &producers)) ||
        (argc > 3 && !parse(argv[3], 1, MAX_WORKERS, &consumers))) {
        fprintf(stderr, "usage: %s [ITEMS [PRODUCERS [CONSUMERS]]]\n", argv[0]);
        return EXIT_USAGE;
    }
    /* Every line is written at once, also into a file, so that lines of two processes never mix. */
    setvbuf(stdout, NULL, _IOLBF, 0);

    struct ring *ring = map_ring();
    if (ring == NULL) {
        return EXIT_FAILURE;
    }
    if (ring_init(ring) == -1) {
        perror("ring_init");
        munmap(ring, sizeof(*ring));
        return EXIT_FAILURE;
    }

    bool all_well = true;
    for (int i = 0; i < producers && all_well; i++) {
        all_well = start(ring, true, i, items, producers);
    }
    for (int i = 0; i < consumers && all_well; i++) {
        all_well = start(ring, false, i, items, consumers);
    }
    if (!all_well) {
        end_all();
    }
    all_well = wait_for_all(all_well);

    if (ring_destroy(ring) == -1) {
        perror("ring_destroy");
        all_well = false;
    }
    if (munmap(ring, sizeof(*ring)) == -1) {
        perror("munmap");
        all_well = false;
    }
    return all_well ? EXIT_SUCCESS : EXIT_FAILURE;
}
