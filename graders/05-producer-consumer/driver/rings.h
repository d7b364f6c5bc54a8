/*
 * rings.h - the ring's memory, and rings in a given state.
 *
 * A call of ring.c that fails where it must not ends the driver with what it returned (frame.h).
 */
#ifndef RINGS_H
#define RINGS_H

#include "ring.h"

/* What a process does with a ring. */
enum action { PUT, GET };

/* A page of shared memory, all zeros, which the children inherit. */
void *grader_shared_page(void);

/*
 * Maps memory for a new ring, all zeros, from a file without a name; *descriptor is the file's, by
 * which the memory can be mapped again.
 */
struct ring *grader_map_ring(int *descriptor);

/* Maps the ring of that descriptor at an address where it is not mapped yet. */
struct ring *grader_map_again(int descriptor);

/* Draws items that ring.c cannot know; none is negative. */
int grader_draw_item(void);
void grader_draw_items(int *items, int count);

/* ring_init, which must succeed. */
void grader_init(struct ring *ring);

/* Puts that must succeed; gets that must give these values, in this order. */
void grader_put_all(struct ring *ring, const int *items, int count);
void grader_get_all(struct ring *ring, const int *items, int count);

/* Shows that an empty ring is in order: all slots fill, and empty again. */
void grader_check_intact(struct ring *ring);

#endif
