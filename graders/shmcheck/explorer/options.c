/* options.c - the command line. */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exit_status.h"
#include "violations.h"

/* The Makefile passes what VERSION says there. */
#ifndef SHMCHECK_VERSION
#define SHMCHECK_VERSION "unknown"
#endif

static const char usage[] =
    "usage: shmcheck [OPTION...] [--] PROGRAM [ARGUMENT...] [+ PROGRAM [ARGUMENT...]]...\n";

static const char help[] =
    "Explores every order of the processes of programs that share memory, and draws the race or\n"
    "deadlock that it finds. The programs must have been built with shmcheck-cc.\n"
    "\n"
    "What counts as a violation:\n"
    "  --expect ERE         the whole standard output of the root, less its last newline\n"
    "  --status N[,N...]    the root's exit statuses (default 0)\n"
    "  --allow KIND[,...]   do not look for these kinds of violations\n"
    "  --forbid KIND[,...]  also look for these kinds of violations\n"
    "How to search:\n"
    "  --budget SECONDS     processor time for the whole search (default 20)\n"
    "  --bound N            only orders with at most N preemptions, 0 to 2\n"
    "  --seed N             for sampling, when the budget is too small (default 1)\n"
    "  --spurious           condition variables may wake by themselves\n"
    "  --fail CALL[:N]=ERR  make the N-th CALL of each process fail (ENOMEM, ...; N from 1)\n"
    "  --kill WHO@STEP      kill a process as it is about to take its STEP-th step\n"
    "  --stdin FILE         standard input of the programs (default: empty)\n"
    "One order instead of all:\n"
    "  --trace              run once, list the calls and accesses\n"
    "  --schedule FILE      run the order that FILE describes; print the output\n"
    "  --replay SCHEDULE    run an order that shmcheck printed: a file, or the text itself\n"
    "  --repeat N           with --replay: run it N times, and say how often it showed the same\n"
    "What to print:\n"
    "  --format FORMAT      text (default), mermaid, json or html\n"
    "  --output FILE        write the report there\n"
    "  --explain            also print what exactly has been shown\n"
    "  --statistics         also print counts of runs and traces\n"
    "  --help               print this\n"
    "  --version            print the version\n";

static const char exit_statuses[] =
    "Exit status: 0 nothing found, 1 a violation, 2 cannot run, 3 nothing found, but not "
    "everything\n"
    "was tried or seen.\n";

static void print_kinds(const char *head, bool on_demand)
{
    puts(head);
    for (int i = 0; i < VIOLATION_KINDS; i++) {
        if (violation_kinds[i].on_demand == on_demand) {
            printf("  %-19s  %s\n", violation_kinds[i].name, violation_kinds[i].title);
        }
    }
}

static void print_help(void)
{
    fputs(usage, stdout);
    fputs(help, stdout);
    print_kinds("Kinds of violations, each looked for unless --allow names it:", false);
    print_kinds("Kinds of violations, each looked for only if --forbid names it:", true);
    putchar('\n');
    fputs(exit_statuses, stdout);
}

static bool refuse(const char *format, const char *text)
{
    fputs("shmcheck: ", stderr);
    fprintf(stderr, format, text);
    fputc('\n', stderr);
    fputs(usage, stderr);
    return false;
}

/* Adds a comma-separated list of kinds to a set: those that are looked for only on demand, or those
 * that always are. */
static bool parse_kinds(const char *text, uint32_t *set, bool on_demand)
{
    char *copy = strdup(text), *rest = NULL;
    bool good = copy != NULL;

    for (char *word = strtok_r(copy, ",", &rest); good && word != NULL;
         word = strtok_r(NULL, ",", &rest)) {
        const struct violation_kind *kind = violation_called(word);
        good = kind != NULL && kind->on_demand == on_demand;
        if (good) {
            *set |= kind->bit;
        }
    }
    free(copy);
    return good;
}

/* A whole number from 0 to max. */
static bool parse_number(const char *text, uint64_t max, uint64_t *number)
{
    if (*text < '0' || *text > '9') {
        return false;
    }
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    return errno == 0 && *end == '\0' && *number <= max;
}

static bool parse_statuses(const char *text, bool *statuses)
{
    char *copy = strdup(text), *rest = NULL;
    bool good = copy != NULL && *text != '\0';

    memset(statuses, 0, 256 * sizeof(*statuses));
    for (char *word = strtok_r(copy, ",", &rest); good && word != NULL;
         word = strtok_r(NULL, ",", &rest)) {
        uint64_t number;
        good = parse_number(word, 255, &number);
        if (good) {
            statuses[number] = true;
        }
    }
    free(copy);
    return good;
}

/* An error by its name or its number. Returns 0 when it is none. */
static int parse_error(const char *text)
{
    for (int error = 1; error < 134; error++) {
        const char *name = strerrorname_np(error);
        if (name != NULL && strcmp(name, text) == 0) {
            return error;
        }
    }
    uint64_t number;
    return parse_number(text, 133, &number) ? (int)number : 0;
}

/* CALL[:N]=ERRNO */
static bool parse_failure(const char *text, struct setup *setup)
{
    const char *equals = strchr(text, '=');
    if (equals == NULL || equals == text || setup->failure_count == MAX_FAILURES) {
        return false;
    }
    const char *colon = strchr(text, ':');
    char count[16] = "1";
    if (colon == NULL || colon > equals) {
        colon = equals;
    } else {
        snprintf(count, sizeof(count), "%.*s", (int)(equals - colon - 1), colon + 1);
    }
    struct failure *failure = &setup->failures[setup->failure_count];
    size_t length = (size_t)(colon - text);
    uint64_t number;
    if (length >= sizeof(failure->call) || !parse_number(count, 1000000, &number) || number == 0) {
        return false;
    }
    memcpy(failure->call, text, length);
    failure->call[length] = '\0';
    failure->number = (uint32_t)number;
    failure->error = parse_error(equals + 1);
    if (failure->error == 0) {
        return false;
    }
    setup->failure_count++;
    return true;
}

/* WHO@STEP; "child" is another name for child1. */
static bool parse_kill(const char *text, struct setup *setup)
{
    static char who[LABEL_SIZE];
    const char *at = strrchr(text, '@');
    uint64_t step;

    if (at == NULL || at == text || (size_t)(at - text) >= sizeof(who) - 1 ||
        !parse_number(at + 1, MAX_EVENTS, &step) || step == 0) {
        return false;
    }
    snprintf(who, sizeof(who), "%.*s", (int)(at - text), text);
    if (strlen(who) >= 5 && strcmp(who + strlen(who) - 5, "child") == 0) {
        strcat(who, "1");
    }
    setup->kill_process = who;
    setup->kill_step = (int)step;
    return true;
}

static bool parse_format(const char *text, enum format *format)
{
    static const char *const names[] = {"text", "mermaid", "json", "html"};

    for (int i = 0; i < 4; i++) {
        if (strcmp(text, names[i]) == 0) {
            *format = (enum format)i;
            return true;
        }
    }
    return false;
}

/* The expression has to match the whole output. */
static bool parse_expression(const char *text, struct wanted *wanted)
{
    char pattern[8192];

    if (wanted->expect != NULL) {
        regfree(&wanted->expression);
        wanted->expect = NULL;
    }
    if (snprintf(pattern, sizeof(pattern), "^(%s)$", text) >= (int)sizeof(pattern) ||
        regcomp(&wanted->expression, pattern, REG_EXTENDED | REG_NOSUB) != 0) {
        return false;
    }
    wanted->expect = text;
    return true;
}

static bool parse_budget(const char *text, double *seconds)
{
    char *end;

    *seconds = strtod(text, &end);
    return end != text && *end == '\0' && *seconds > 0 && *seconds <= 86400;
}

/* Splits what follows the options into programs, at arguments that are a single plus sign. */
static bool parse_programs(int count, char **arguments, struct setup *setup)
{
    char **start = arguments;

    for (int i = 0; i <= count; i++) {
        if (i < count && strcmp(arguments[i], "+") != 0) {
            continue;
        }
        arguments[i] = NULL;
        if (start == &arguments[i]) {
            return refuse("%s", "no program is given");
        }
        if (setup->count == MAX_PROGRAMS) {
            return refuse("%s", "too many programs");
        }
        setup->programs[setup->count++] = start;
        start = &arguments[i + 1];
    }
    return true;
}

bool parse_options(int count, char **arguments, struct options *options)
{
    static const struct option names[] = {
        {"expect", required_argument, NULL, 'e'},   {"status", required_argument, NULL, 's'},
        {"allow", required_argument, NULL, 'a'},    {"forbid", required_argument, NULL, 'f'},
        {"budget", required_argument, NULL, 'b'},   {"bound", required_argument, NULL, 'B'},
        {"seed", required_argument, NULL, 'S'},     {"spurious", no_argument, NULL, 'p'},
        {"fail", required_argument, NULL, 'F'},     {"kill", required_argument, NULL, 'k'},
        {"stdin", required_argument, NULL, 'i'},    {"trace", no_argument, NULL, 't'},
        {"schedule", required_argument, NULL, 'c'}, {"replay", required_argument, NULL, 'r'},
        {"repeat", required_argument, NULL, 'R'},   {"format", required_argument, NULL, 'm'},
        {"output", required_argument, NULL, 'o'},   {"explain", no_argument, NULL, 'x'},
        {"statistics", no_argument, NULL, 'T'},     {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},        {NULL, 0, NULL, 0},
    };
    uint32_t allowed = 0, forbidden = 0;
    uint64_t number;
    int option;

    *options = (struct options){.budget = 20, .seed = 1, .bound = -1, .repeat = 1};
    options->wanted.statuses[0] = true;
    opterr = 0;
    while ((option = getopt_long(count, arguments, "+", names, NULL)) != -1) {
        switch (option) {
        case 'e':
            if (!parse_expression(optarg, &options->wanted)) {
                return refuse("--expect %s: not an extended regular expression", optarg);
            }
            break;
        case 's':
            if (!parse_statuses(optarg, options->wanted.statuses)) {
                return refuse("--status %s: not numbers from 0 to 255", optarg);
            }
            break;
        case 'a':
            if (!parse_kinds(optarg, &allowed, false)) {
                return refuse("--allow %s: no such kind", optarg);
            }
            break;
        case 'f':
            if (!parse_kinds(optarg, &forbidden, true)) {
                return refuse("--forbid %s: no such kind", optarg);
            }
            break;
        case 'b':
            if (!parse_budget(optarg, &options->budget)) {
                return refuse("--budget %s: not a number of seconds", optarg);
            }
            break;
        case 'B':
            if (!parse_number(optarg, 2, &number)) {
                return refuse("--bound %s: not 0, 1 or 2", optarg);
            }
            options->bound = (int)number;
            break;
        case 'S':
            if (!parse_number(optarg, UINT64_MAX, &options->seed)) {
                return refuse("--seed %s: not a number", optarg);
            }
            break;
        case 'p':
            options->setup.spurious = true;
            break;
        case 'F':
            if (!parse_failure(optarg, &options->setup)) {
                return refuse("--fail %s: not CALL[:N]=ERRNO", optarg);
            }
            break;
        case 'k':
            if (!parse_kill(optarg, &options->setup)) {
                return refuse("--kill %s: not WHO@STEP", optarg);
            }
            break;
        case 'i':
            options->setup.input = optarg;
            break;
        case 't':
            options->mode = MODE_TRACE;
            break;
        case 'c':
            options->mode = MODE_SCHEDULE;
            options->schedule = optarg;
            break;
        case 'r':
            options->mode = MODE_REPLAY;
            options->schedule = optarg;
            break;
        case 'R':
            if (!parse_number(optarg, 1000000, &number) || number == 0) {
                return refuse("--repeat %s: not a number from 1 to 1000000", optarg);
            }
            options->repeat = number;
            break;
        case 'm':
            if (!parse_format(optarg, &options->format)) {
                return refuse("--format %s: not text, mermaid, json or html", optarg);
            }
            break;
        case 'o':
            options->output = optarg;
            break;
        case 'x':
            options->extras.claim = true;
            break;
        case 'T':
            options->extras.statistics = true;
            break;
        case 'h':
            print_help();
            exit(EXIT_CLEAN);
        case 'v':
            puts("shmcheck " SHMCHECK_VERSION);
            exit(EXIT_CLEAN);
        default:
            return refuse("%s: no such option, or its argument is missing", arguments[optind - 1]);
        }
    }
    options->wanted.kinds = (violations_that_are(false) & ~allowed) | forbidden;
    options->setup.impatient = (options->wanted.kinds & VIOLATION_BUSY) != 0;
    return parse_programs(count - optind, arguments + optind, &options->setup);
}
