/*
 * bench.c - how fast messages get from one process to another, by four ways.
 *
 * usage: ./bench [--size 1M] [--count 1000] [--runs 5] [--ping-pong] [--csv FILE] [TRANSPORT...]
 *
 *   --size N      bytes of a message, K and M are 1024 and 1048576 (ping-pong: 100)
 *   --count N     messages (ping-pong: 20000 in each direction)
 *   --runs N      how often each is measured, up to 101; shown is the median
 *   --ping-pong   each message is answered before the next one is sent
 *   --csv FILE    also write what was measured to FILE
 *   TRANSPORT     pipe, unix-socket, message-queue, shared-memory; all four without one
 *
 * Exit status: 0 all were measured; 1 one of them could not be; 2 wrong usage.
 *
 * The parts of the benchmark, each with a header that says what it does: messages.c, measure.c,
 * limits.c, report.c. All of them are given: what you write are the four transports.
 */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "limits.h"
#include "measure.h"
#include "messages.h"
#include "report.h"
#include "work.h"

enum { MAX_NUMBER = 1000000000, EXIT_USAGE = 2 };

static const struct transport *const transports[] = {
    &shared_memory_transport, &message_queue_transport, &unix_socket_transport, &pipe_transport};
enum { TRANSPORTS = 4 };

struct options {
    struct work work;
    int runs;
    bool ping_pong;
    const char *csv;
    bool chosen[TRANSPORTS];
};

static _Noreturn void usage(const char *program)
{
    fprintf(stderr,
            "usage: %s [--size 1M] [--count 1000] [--runs 5] [--ping-pong] [--csv FILE] "
            "[TRANSPORT...]\n"
            "  TRANSPORT is pipe, unix-socket, message-queue or shared-memory\n",
            program);
    exit(EXIT_USAGE);
}

/* A decimal number from 1 to `most`; with `units`, K or M may follow it. Returns 0 if it is
 * none. */
static long parse(const char *text, long most, bool units)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (!isdigit((unsigned char)text[0]) || errno != 0 || value < 1 || value > most) {
        return 0;
    }
    if (units && (*end == 'K' || *end == 'M')) {
        value *= *end == 'K' ? 1024 : 1048576;
        end++;
    }
    return *end == '\0' && value <= most ? value : 0;
}

static struct options take_options(int argc, char **argv)
{
    static const struct option known[] = {
        {"size", required_argument, NULL, 's'}, {"count", required_argument, NULL, 'c'},
        {"runs", required_argument, NULL, 'r'}, {"ping-pong", no_argument, NULL, 'p'},
        {"csv", required_argument, NULL, 'f'},  {NULL, 0, NULL, 0},
    };
    struct options options = {.runs = 5};
    for (int letter; (letter = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        long number = 1;
        switch (letter) {
        case 's':
            number = parse(optarg, MAX_NUMBER, true);
            options.work.size = (size_t)number;
            break;
        case 'c':
            number = options.work.count = parse(optarg, MAX_NUMBER, false);
            break;
        case 'r':
            number = options.runs = (int)parse(optarg, MAX_RUNS, false);
            break;
        case 'p':
            options.ping_pong = true;
            break;
        case 'f':
            options.csv = optarg;
            break;
        default:
            usage(argv[0]);
        }
        if (number == 0) {
            fprintf(stderr, "%s: \"%s\" is not a number that can be used here\n", argv[0], optarg);
            usage(argv[0]);
        }
    }
    for (int i = 0; i < TRANSPORTS; i++) {
        options.chosen[i] = optind == argc;
    }
    for (int argument = optind; argument < argc; argument++) {
        bool found = false;
        for (int i = 0; i < TRANSPORTS; i++) {
            if (strcmp(argv[argument], transports[i]->name) == 0) {
                options.chosen[i] = found = true;
            }
        }
        if (!found) {
            fprintf(stderr, "%s: there is no transport \"%s\"\n", argv[0], argv[argument]);
            usage(argv[0]);
        }
    }
    if (options.work.size == 0) {
        options.work.size = options.ping_pong ? 100 : 1048576;
    }
    if (options.work.count == 0) {
        options.work.count = options.ping_pong ? 20000 : 1000;
    }
    return options;
}

/* Keeps what one run gave. After a problem a transport is not measured any more. */
static void keep(struct result *result, double seconds)
{
    if (result->problem[0] == '\0') {
        result->seconds[result->runs++] = seconds;
    }
}

/* All that is measured beside the chosen transports. */
struct limits {
    struct result copy, read, unread, hand_over;
};

static void measure_limits(struct limits *limits, struct work work, void *private, void *mapped,
                           bool with_hand_over)
{
    keep(&limits->copy, measure_copy(work, private));
    keep(&limits->read, measure_copy_and_read(work, private));
    keep(&limits->unread, measure_copy(work, mapped));
    if (with_hand_over && limits->hand_over.problem[0] == '\0') {
        struct work one_byte = {.size = 1, .count = work.count};
        make_messages(one_byte.size);
        keep(&limits->hand_over,
             measure_transfer(&shared_memory_transport, one_byte, NULL, limits->hand_over.problem));
        make_messages(work.size);
    }
}

/* One run of every transport, then the next of all: what disturbs the machine disturbs all
 * alike. */
static void measure_all(const struct options *options, struct result *results, int count,
                        struct limits *limits, void *private, void *mapped)
{
    for (int run = 1; run <= options->runs; run++) {
        for (int i = 0, at = 0; i < TRANSPORTS && at < count; i++) {
            if (!options->chosen[i]) {
                continue;
            }
            struct result *result = &results[at++];
            if (result->problem[0] == '\0') {
                begin_progress(result->name, run, options->runs, options->work.count);
                keep(result, (options->ping_pong ? measure_ping_pong : measure_transfer)(
                                 transports[i], options->work, show_progress, result->problem));
            }
        }
        if (!options->ping_pong) {
            begin_progress("memcpy", run, options->runs, options->work.count);
            measure_limits(limits, options->work, private, mapped, options->chosen[0]);
        }
    }
    end_progress();
}

static int write_file(const char *path, const struct result *results, int count,
                      const struct limits *limits, const struct options *options)
{
    FILE *stream = fopen(path, "we");
    if (stream == NULL) {
        return -1;
    }
    int written =
        write_csv_head(stream) == 0 && write_csv(stream, results, count, options->work) == 0 ? 0
                                                                                             : -1;
    if (written == 0 && !options->ping_pong) {
        written = write_csv(stream, &limits->copy, 1, options->work) == 0 &&
                          write_csv(stream, &limits->read, 1, options->work) == 0
                      ? 0
                      : -1;
    }
    return fclose(stream) == 0 ? written : -1;
}

int main(int argc, char **argv)
{
    struct options options = take_options(argc, argv);
    /* As transport.h promises: a receiver that has gone is an error, not the end of the process. */
    signal(SIGPIPE, SIG_IGN);

    static struct result results[TRANSPORTS];
    static struct limits limits = {.copy = {.name = "memcpy"}, .read = {.name = "memcpy + read"}};
    int count = 0;
    for (int i = 0; i < TRANSPORTS; i++) {
        if (options.chosen[i]) {
            results[count++].name = transports[i]->name;
        }
    }
    int cpu[2];
    used_processors(cpu);
    void *private = malloc(options.work.size);
    void *mapped =
        mmap(NULL, options.work.size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (private == NULL || mapped == MAP_FAILED || make_messages(options.work.size) == -1) {
        perror("memory for the messages");
        return EXIT_FAILURE;
    }

    measure_all(&options, results, count, &limits, private, mapped);
    int status = EXIT_SUCCESS;
    for (int i = 0; i < count; i++) {
        sort_runs(&results[i]);
        status = results[i].problem[0] == '\0' ? status : EXIT_FAILURE;
    }
    if (options.ping_pong) {
        show_ping_pong(results, count, options.work);
    } else {
        sort_runs(&limits.copy);
        sort_runs(&limits.read);
        sort_runs(&limits.unread);
        sort_runs(&limits.hand_over);
        bool shared = options.chosen[0] && results[0].problem[0] == '\0';
        show_transfer(results, count, options.work);
        show_limits(&limits.copy, &limits.read, options.work, shared ? median_of(&results[0]) : 0);
        if (shared) {
            show_article_way(&limits.unread, &limits.hand_over);
        }
    }
    if (options.csv != NULL && write_file(options.csv, results, count, &limits, &options) == -1) {
        perror(options.csv);
        status = EXIT_FAILURE;
    }
    munmap(mapped, options.work.size);
    free(private);
    return status;
}
