/* rings.c - the ring's memory, and rings in a given state. */
#include "rings.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "frame.h"

static void *map(int descriptor, size_t size)
{
    int flags = MAP_SHARED | (descriptor == -1 ? MAP_ANONYMOUS : 0);
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, descriptor, 0);
    if (memory == MAP_FAILED) {
        grader_fault("mmap");
    }
    return memory;
}

void *grader_shared_page(void)
{
    return map(-1, (size_t)sysconf(_SC_PAGESIZE));
}

struct ring *grader_map_ring(int *descriptor)
{
    /* A memfd has no name, so nothing can be left behind by the driver itself. */
    *descriptor = memfd_create("ring", 0);
    if (*descriptor == -1 || ftruncate(*descriptor, sizeof(struct ring)) == -1) {
        grader_fault("memfd_create");
    }
    return map(*descriptor, sizeof(struct ring));
}

struct ring *grader_map_again(int descriptor)
{
    return map(descriptor, sizeof(struct ring));
}

int grader_draw_item(void)
{
    return (int)grader_draw(0, INT_MAX);
}

void grader_draw_items(int *items, int count)
{
    for (int i = 0; i < count; i++) {
        items[i] = grader_draw_item();
    }
}

void grader_init(struct ring *ring)
{
    errno = 0;
    int result = ring_init(ring);
    if (result != 0) {
        grader_got("ring_init returned %d (%s)", result, strerror(errno));
    }
}

void grader_put_all(struct ring *ring, const int *items, int count)
{
    for (int i = 0; i < count; i++) {
        int result = ring_put(ring, items[i]);
        if (result != 0) {
            grader_got("ring_put returned %d (%s)", result, strerror(errno));
        }
    }
}

void grader_get_all(struct ring *ring, const int *items, int count)
{
    for (int i = 0; i < count; i++) {
        int item = ~items[i];
        int result = ring_get(ring, &item);
        if (result != 0) {
            grader_got("ring_get returned %d (%s)", result, strerror(errno));
        }
        if (item != items[i]) {
            grader_got("ring_get gave %d where %d was next", item, items[i]);
        }
    }
}

void grader_check_intact(struct ring *ring)
{
    int items[BUF_SIZE];
    grader_draw_items(items, BUF_SIZE);
    grader_put_all(ring, items, BUF_SIZE);
    grader_get_all(ring, items, BUF_SIZE);
}
