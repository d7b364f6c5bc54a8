/*
 * scenarios.h - who may do what when: each scenario moves messages through one transport.
 *
 * Each ends the driver if something is not as expected (frame.h).
 */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "transport.h"

/* Messages that one call can move arrive as they were sent, in order. */
void grader_small(const struct transport *transport);

/* So do those of up to 5 MiB, and all through small buffers. */
void grader_large(const struct transport *transport);

/* So do those in the middle of which a signal comes. */
void grader_signal(const struct transport *transport);

/* When one end is killed, the other one's call fails, and does not wait for ever. */
void grader_killed(const struct transport *transport);

/* The bytes go through what the transport is named after. */
void grader_carried(const struct transport *transport);

/* Two channels at the same time do not mix. */
void grader_two(const struct transport *transport);

/* After close each process holds what it held before open. */
void grader_leaves(const struct transport *transport);

/* An open without enough descriptors fails, says why in errno, and leaves nothing. */
void grader_open_fails(const struct transport *transport);

#endif
