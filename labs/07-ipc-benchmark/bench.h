/*
 * bench.h - what the parts of the benchmark share.
 *
 *   bench.c     the command line, and the order of things
 *   messages.c  random messages, and the checksum of each
 *   measure.c   a pair of processes and what passes between them, timed
 *   limits.c    one process that copies: what no transport can beat
 *   report.c    the tables, the CSV file, the progress bar
 *
 * All of it is given: what you write are the four transports.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "transport.h"

enum { MAX_RUNS = 101, PROBLEM_SIZE = 128 };

/* What is moved, in every run the same. */
struct work {
    size_t size; /* bytes of a message */
    long count;  /* messages; with ping-pong, of each direction */
};

/* What came out for one transport, or one limit. */
struct result {
    const char *name;
    double seconds[MAX_RUNS]; /* one for each run, in ascending order once all are there */
    int runs;
    char problem[PROBLEM_SIZE]; /* why there are none; "" = all went well */
};

/* messages.c: one block of random bytes; a message is a part of it that begins somewhere else each
 * time. */
int make_messages(size_t size); /* 0, or -1 with errno */
const void *message_number(long number);
uint64_t checksum(const void *message, size_t size);
uint64_t checksum_number(long number); /* of that message; computed beforehand */

/*
 * measure.c: one run. Returns the seconds that it took, or -1 with words in `problem`. `say` is
 * called now and then with the number of messages that have arrived; it may be NULL.
 */
typedef void progress(long arrived);
double measure_transfer(const struct transport *transport, struct work work, progress *say,
                        char *problem);
double measure_ping_pong(const struct transport *transport, struct work work, progress *say,
                         char *problem);
/* The two processors that sender and receiver run on; the same one twice, if there is only one. */
void used_processors(int cpu[2]);

/* limits.c: the same for one process; `buffer` has room for a message. */
double measure_copy(struct work work, void *buffer);
double measure_copy_and_read(struct work work, void *buffer);

/* report.c */
double median_of(const struct result *result);
void sort_runs(struct result *result);
void show_transfer(const struct result *results, int count, struct work work);
void show_limits(const struct result *copy, const struct result *read, struct work work,
                 double shared);
void show_article_way(const struct result *unread, const struct result *hand_over);
void show_ping_pong(const struct result *results, int count, struct work work);
/* Both return 0, or -1 with errno. A row tells of one result; those with a problem are left out. */
int write_csv_head(FILE *stream);
int write_csv(FILE *stream, const struct result *results, int count, struct work work);
/* On a terminal only: a bar of what is done in this run. */
void begin_progress(const char *name, int run, int runs, long count);
void show_progress(long arrived);
void end_progress(void);

#endif
