/* report.h - the tables, the CSV file, the progress bar. */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "work.h"

/* Puts the seconds of a result in ascending order; then its median can be asked for. */
void sort_runs(struct result *result);
double median_of(const struct result *result);

/* Tables on stdout. `shared` is the seconds of shared memory, to compare the limits with. */
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
