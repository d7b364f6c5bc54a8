/*
 * explored.c - producers and consumers around somebody's ring.c, small enough for shmcheck to run
 * them in every order.
 *
 * usage: explored ITEMS PRODUCERS CONSUMERS [LEFT]
 *
 * The items 1 to ITEMS (at most 3) are shared out in turns: the first producer puts 1, the second
 * 2, and so on; each consumer takes its share. LEFT items stay for the parent, which takes them in
 * the end. What a consumer got it tells its parent by its exit status, because that is no step of
 * shared memory: every step more is orders more. Without producers one process puts and takes item
 * after item, any number of them.
 *
 * A put or get that fails with EDEADLK, which no semaphore gives by itself, is tried once more: the
 * ring must be as it was before.
 *
 * Prints "every item came once" and, where one process takes all, ", in order"; or what came. Exit
 * status: 0 printed; 1 a function of ring.c or a call failed.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ring.h"

enum { MOST_ITEMS = 3, MOST_PROCESSES = 4, BASE = MOST_ITEMS + 1, FAILED = 255 };

static _Noreturn void fail(const char *call)
{
    perror(call);
    _exit(FAILED);
}

static void put(struct ring *ring, int item)
{
    if (ring_put(ring, item) == -1 && (errno != EDEADLK || ring_put(ring, item) == -1)) {
        fail("ring_put");
    }
}

static int get(struct ring *ring)
{
    int item;
    if (ring_get(ring, &item) == -1 && (errno != EDEADLK || ring_get(ring, &item) == -1)) {
        fail("ring_get");
    }
    return item;
}

/* Returns 0 when each item came back; says which one did not. */
static int put_and_get(struct ring *ring, int items)
{
    for (int item = 1; item <= items; item++) {
        put(ring, item);
        int came = get(ring);
        if (came != item) {
            printf("item %d was put, and %d came\n", item, came);
            return 1;
        }
    }
    printf("every item came once, in order\n");
    return 0;
}

static _Noreturn void produce(struct ring *ring, int first, int items, int step)
{
    for (int item = first; item <= items; item += step) {
        put(ring, item);
    }
    _exit(0);
}

/* Takes `count` items; they are the digits of the exit status, the last one first. */
static _Noreturn void consume(struct ring *ring, int count)
{
    int status = 0;
    for (int i = 0, place = 1; i < count; i++, place *= BASE) {
        int item = get(ring);
        if (item < 1 || item > MOST_ITEMS) {
            printf("a consumer got %d, and nobody has put that\n", item);
            fflush(stdout);
            _exit(FAILED);
        }
        status += item * place;
    }
    _exit(status);
}

static int number(const char *text)
{
    return (int)strtol(text, NULL, 10);
}

int main(int argc, char *argv[])
{
    if (argc < 4) {
        return 1;
    }
    int items = number(argv[1]), producers = number(argv[2]), consumers = number(argv[3]);
    int left = argc > 4 ? number(argv[4]) : 0;
    struct ring *ring =
        mmap(NULL, sizeof(*ring), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ring == MAP_FAILED) {
        fail("mmap");
    }
    if (ring_init(ring) == -1) {
        fail("ring_init");
    }

    if (producers == 0) {
        return put_and_get(ring, items);
    }

    pid_t children[MOST_PROCESSES];
    for (int i = 0; i < producers + consumers; i++) {
        children[i] = fork();
        if (children[i] == -1) {
            fail("fork");
        }
        if (i < producers && children[i] == 0) {
            produce(ring, i + 1, items, producers);
        }
        if (children[i] == 0) {
            consume(ring, (items - left) / consumers);
        }
    }

    int came[MOST_ITEMS + 1] = {0}, count = 0, times[MOST_ITEMS + 1] = {0};
    for (int i = 0; i < producers + consumers; i++) {
        int status;
        if (waitpid(children[i], &status, 0) == -1) {
            fail("waitpid");
        }
        if (!WIFEXITED(status) || WEXITSTATUS(status) == FAILED) {
            return 1;
        }
        for (int digits = WEXITSTATUS(status); i >= producers && digits > 0; digits /= BASE) {
            came[count++] = digits % BASE;
        }
    }
    for (int i = 0; i < left; i++) {
        came[count++] = get(ring);
    }

    int in_order = 1;
    for (int i = 0; i < count; i++) {
        in_order = in_order && came[i] == i + 1;
        if (came[i] >= 1 && came[i] <= items) {
            times[came[i]]++;
        }
    }
    for (int item = 1; item <= items; item++) {
        if (times[item] != 1) {
            printf("item %d came %d times\n", item, times[item]);
        }
    }
    if (ring_destroy(ring) == -1) {
        fail("ring_destroy");
    }
    munmap(ring, sizeof(*ring));
    int once = count == items;
    for (int item = 1; item <= items; item++) {
        once = once && times[item] == 1;
    }
    if (once) {
        printf("every item came once%s\n",
               producers == 1 && consumers <= 1 && in_order ? ", in order" : "");
    }
    return 0;
}
