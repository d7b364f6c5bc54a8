/* report.c - how results look: to people in 80 columns, to programs as CSV. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "measure.h"
#include "report.h"

/* What the article measured: 1 MB, 1000 times. */
static const struct {
    const char *name;
    int milliseconds;
} article[] = {{"shared-memory", 45}, {"message-queue", 680}, {"unix-socket", 720}, {"pipe", 850}};

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

void sort_runs(struct result *result)
{
    qsort(result->seconds, (size_t)result->runs, sizeof(result->seconds[0]), compare);
}

double median_of(const struct result *result)
{
    int middle = result->runs / 2;
    return result->runs % 2 == 1 ? result->seconds[middle]
                                 : (result->seconds[middle - 1] + result->seconds[middle]) / 2;
}

static double fastest(const struct result *result)
{
    return result->seconds[0];
}

static double slowest(const struct result *result)
{
    return result->seconds[result->runs - 1];
}

/* The median of shared memory, or 0 if it is not among the results. */
static double shared_memory_seconds(const struct result *results, int count)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(results[i].name, "shared-memory") == 0 && results[i].problem[0] == '\0') {
            return median_of(&results[i]);
        }
    }
    return 0;
}

static void print_multiple(double seconds, double shared)
{
    if (shared > 0) {
        printf(" %7.1f x", seconds / shared);
    } else {
        printf(" %9s", "-");
    }
}

/* Sizes in the unit that gives a whole number. */
static void print_size(size_t size)
{
    if (size % 1048576 == 0) {
        printf("%zu MiB", size / 1048576);
    } else if (size % 1024 == 0) {
        printf("%zu KiB", size / 1024);
    } else {
        printf("%zu bytes", size);
    }
}

static void print_where(int runs)
{
    int cpu[2];
    used_processors(cpu);
    if (runs == 1) {
        printf("one run, ");
    } else {
        printf("median of %d runs, ", runs);
    }
    if (cpu[SENDER] == cpu[RECEIVER]) {
        printf("both on processor %d: there is only one\n\n", cpu[SENDER]);
    } else {
        printf("sender on processor %d, receiver on processor %d\n\n", cpu[SENDER], cpu[RECEIVER]);
    }
}

void show_transfer(const struct result *results, int count, struct work work)
{
    double bytes = (double)work.size * (double)work.count;
    double shared = shared_memory_seconds(results, count);
    printf("%ld messages of ", work.count);
    print_size(work.size);
    printf(" from one process to another, every byte read\n");
    print_where(results[0].runs);
    printf("  %-15s %9s %9s %9s %9s %7s   %s\n", "", "median", "fastest", "slowest", "x shared",
           "GB/s", "article");
    printf("  %-15s %9s %9s %9s %9s %7s   %s\n", "", "ms", "ms", "ms", "memory", "", "ms");
    for (int i = 0; i < count; i++) {
        const struct result *result = &results[i];
        if (result->problem[0] != '\0') {
            printf("  %-15s %s\n", result->name, result->problem);
            continue;
        }
        double median = median_of(result);
        printf("  %-15s %9.1f %9.1f %9.1f", result->name, median * 1e3, fastest(result) * 1e3,
               slowest(result) * 1e3);
        print_multiple(median, shared);
        printf(" %7.2f", bytes / median / 1e9);
        for (size_t j = 0; j < sizeof(article) / sizeof(article[0]); j++) {
            if (strcmp(article[j].name, result->name) == 0) {
                printf(" %5d = %.0f x", article[j].milliseconds,
                       (double)article[j].milliseconds / article[0].milliseconds);
            }
        }
        printf("\n");
    }
    printf("\n  The article: 1 MB moved 1000 times on its author's machine; no code is given.\n");
}

static void show_limit(const char *what, const struct result *result, double bytes, double shared)
{
    double median = median_of(result);
    printf("  %-15s %9.1f %9.1f %9.1f", what, median * 1e3, fastest(result) * 1e3,
           slowest(result) * 1e3);
    print_multiple(median, shared);
    printf(" %7.2f\n", bytes / median / 1e9);
}

void show_limits(const struct result *copy, const struct result *read, struct work work,
                 double shared)
{
    double bytes = (double)work.size * (double)work.count;
    printf("\nThe limit: the same bytes copied by one process, on one processor\n\n");
    show_limit("memcpy", copy, bytes, shared);
    show_limit("memcpy + read", read, bytes, shared);
    if (shared > 0) {
        printf("\n  Shared memory takes %.2f times as long as memcpy + read.\n",
               shared / median_of(read));
    }
}

void show_article_way(const struct result *unread, const struct result *hand_over)
{
    printf("\nThe article's way of measuring, as far as its numbers tell\n\n");
    printf("  %-51s %9.1f ms\n", "copied into shared memory, where nobody reads it",
           median_of(unread) * 1e3);
    if (hand_over->problem[0] == '\0') {
        printf("  %-51s %9.1f ms\n", "no copy at all: one byte says that the data is there",
               median_of(hand_over) * 1e3);
    }
}

void show_ping_pong(const struct result *results, int count, struct work work)
{
    double shared = shared_memory_seconds(results, count);
    printf("Ping-pong: %ld messages of ", work.count);
    print_size(work.size);
    printf(" there, and each one answered\n");
    print_where(results[0].runs);
    printf("  %-15s %12s %12s %12s %9s\n", "", "messages", "slowest", "there and", "x shared");
    printf("  %-15s %12s %12s %12s %9s\n", "", "a second", "run", "back, us", "memory");
    for (int i = 0; i < count; i++) {
        const struct result *result = &results[i];
        if (result->problem[0] != '\0') {
            printf("  %-15s %s\n", result->name, result->problem);
            continue;
        }
        double messages = 2.0 * (double)work.count, median = median_of(result);
        printf("  %-15s %12.0f %12.0f %12.2f", result->name, messages / median,
               messages / slowest(result), median * 1e6 / (double)work.count);
        print_multiple(median, shared);
        printf("\n");
    }
}

int write_csv_head(FILE *stream)
{
    return fprintf(stream, "transport,bytes,messages,runs,median_ms,fastest_ms,slowest_ms,"
                           "gb_per_s,messages_per_s\n") < 0
               ? -1
               : 0;
}

int write_csv(FILE *stream, const struct result *results, int count, struct work work)
{
    for (int i = 0; i < count; i++) {
        const struct result *result = &results[i];
        if (result->problem[0] != '\0') {
            continue;
        }
        double median = median_of(result), messages = (double)work.count;
        if (fprintf(stream, "%s,%zu,%ld,%d,%.4f,%.4f,%.4f,%.4f,%.0f\n", result->name, work.size,
                    work.count, result->runs, median * 1e3, fastest(result) * 1e3,
                    slowest(result) * 1e3, messages * (double)work.size / median / 1e9,
                    messages / median) < 0) {
            return -1;
        }
    }
    return 0;
}

/* The run that the progress bar is about. */
static struct {
    const char *name;
    int run, runs;
    long count;
    double shown; /* when it was drawn last */
} bar;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void draw(long arrived)
{
    enum { CELLS = 30 };
    int full = arrived <= 0 ? 0 : (int)(CELLS * arrived / bar.count);
    fprintf(stderr, "\r\033[K  %-15s run %d of %d  [%.*s%*s]", bar.name, bar.run, bar.runs, full,
            "##############################", CELLS - full, "");
}

void begin_progress(const char *name, int run, int runs, long count)
{
    if (isatty(STDERR_FILENO)) {
        bar.name = name;
        bar.run = run;
        bar.runs = runs;
        bar.count = count;
        bar.shown = now();
        draw(0);
    }
}

void show_progress(long arrived)
{
    /* Five times a second: drawing more often would be a part of what is measured. */
    if (bar.name != NULL && arrived % 64 == 0 && now() - bar.shown > 0.2) {
        bar.shown = now();
        draw(arrived);
    }
}

void end_progress(void)
{
    if (isatty(STDERR_FILENO)) {
        fprintf(stderr, "\r\033[K");
    }
}
