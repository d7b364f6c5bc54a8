/*
 * driver.c - call the functions of mapping.c, and write down what they do.
 *
 * usage: driver PROBE PAGES EXTRA [MAPPING]
 *
 * Asks one PROBE (probes.c) of the four mappings, in their order, or of one, for PAGES pages and
 * EXTRA bytes. What it finds goes into the file `facts` in the working folder, a line a fact, which
 * begins with the mapping's name. It judges nothing: grade.bats does. stdout and stderr are left to
 * the student's functions, which have nothing to say there.
 *
 * The files are memfds (memfd_create(2)): they can be mapped wherever the suite itself lies. All
 * names are static, and so no name of a student's can collide with one.
 *
 * Exit status: 0 the facts are complete; 2 wrong usage; 125 the driver itself failed.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mapping.h"
#include "smaps.h"

static const struct mapping {
    const char *name;
    void *(*map_file)(int fd, size_t length); /* NULL: this one has no file */
    void *(*map_anonymous)(size_t length);
} mappings[] = {
    {"shared-file", map_shared_file, NULL},
    {"private-file", map_private_file, NULL},
    {"shared-anonymous", NULL, map_shared_anonymous},
    {"private-anonymous", NULL, map_private_anonymous},
};

/* What one call gave; `error` is errno after the call, which was 0 before it. */
struct result {
    unsigned char *memory;
    int error;
};

/*
 * One question. `with_memory` gets a fresh mapping of `length` bytes, and its file or -1; where the
 * function gives none, that is said in its place. `alone` makes its own calls.
 */
struct probe {
    const char *name;
    void (*with_memory)(const struct mapping *mapping, unsigned char *memory, int fd);
    void (*alone)(const struct mapping *mapping);
    bool needs_file; /* asked only of the mappings that have one */
};

static FILE *facts;

/* How much is asked for, in bytes. */
static size_t page_size, length;

/* Where every file's position stands: an odd place inside the first page. */
enum { POSITION = 7 };

/* The driver itself failed: whose fault it is must never be in doubt. */
static __attribute__((noreturn)) void own_fault(const char *what)
{
    fprintf(stderr, "driver: %s: %s\n", what, strerror(errno));
    _exit(125);
}

/* Passes the result of a system call on, unless it is -1. */
static long checked(long result, const char *what)
{
    if (result == -1) {
        own_fault(what);
    }
    return result;
}

/* Writes down a fact about a mapping. */
__attribute__((format(printf, 2, 3))) static void say(const struct mapping *mapping,
                                                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(facts, "%s: ", mapping->name);
    vfprintf(facts, format, arguments);
    fputc('\n', facts);
    va_end(arguments);
}

/* Byte `i` of every file: 1 to 251, never 0, so that a file can be told from fresh memory. */
static unsigned char content(size_t i)
{
    return (unsigned char)(1 + i % 251);
}

/* Makes a file of `size` bytes of content, its position at POSITION. */
static int make_file(size_t size)
{
    int fd = (int)checked(memfd_create("file", MFD_CLOEXEC), "memfd_create");
    unsigned char *bytes = malloc(size + 1);
    if (bytes == NULL) {
        own_fault("malloc");
    }
    for (size_t i = 0; i < size; i++) {
        bytes[i] = content(i);
    }
    if (checked(pwrite(fd, bytes, size, 0), "pwrite") != (long)size) {
        own_fault("a file that is too short");
    }
    free(bytes);
    checked(lseek(fd, POSITION, SEEK_SET), "lseek");
    return fd;
}

/* The file that a mapping needs, a page longer than what is asked for, or -1; and its end. */
static int file_for(const struct mapping *mapping)
{
    return mapping->map_file != NULL ? make_file(length + page_size) : -1;
}

static void close_file(int fd)
{
    if (fd != -1) {
        close(fd);
    }
}

/* Byte `place` of a file; past its end 0. */
static unsigned char byte_of_file(int fd, size_t place)
{
    unsigned char byte;
    return checked(pread(fd, &byte, 1, (off_t)place), "pread") == 1 ? byte : 0;
}

/*
 * Calls the student's function, with a descriptor to lose: whether it is kept is one probe's
 * matter.
 */
static struct result call(const struct mapping *mapping, int fd, size_t bytes)
{
    struct result result;
    int lent = dup(fd);
    if (lent == -1) {
        lent = fd; /* a bad one, and meant to be */
    }
    errno = 0;
    result.memory =
        mapping->map_file != NULL ? mapping->map_file(lent, bytes) : mapping->map_anonymous(bytes);
    result.error = errno;
    if (lent != fd) {
        close(lent);
    }
    return result;
}

/* Whether a call gave memory; and what it gave, in words. */
static bool is_memory(struct result result)
{
    return result.memory != MAP_FAILED && result.memory != NULL &&
           (uintptr_t)result.memory % page_size == 0;
}

static const char *describe(struct result result)
{
    static char text[64];
    if (result.memory == MAP_FAILED) {
        const char *name = strerrorname_np(result.error);
        snprintf(text, sizeof(text), "MAP_FAILED, errno %s", name != NULL ? name : "unknown");
        return text;
    }
    return result.memory == NULL ? "NULL"
           : is_memory(result)   ? "a mapping"
                                 : "an address that is no page's";
}

#include "probes.c"

/* Asks one question of one mapping. */
static void ask(const struct probe *probe, const struct mapping *mapping)
{
    if (probe->needs_file && mapping->map_file == NULL) {
        return;
    }
    if (probe->alone != NULL) {
        probe->alone(mapping);
        return;
    }
    int fd = file_for(mapping);
    struct result result = call(mapping, fd, length);
    if (is_memory(result)) {
        probe->with_memory(mapping, result.memory, fd);
        munmap(result.memory, length);
    } else {
        say(mapping, "%s", describe(result));
    }
    close_file(fd);
}

int main(int argc, char *argv[])
{
    const struct probe *probe = NULL;
    const size_t known = argc == 4 || argc == 5 ? sizeof(probes) / sizeof(probes[0]) : 0;
    for (size_t i = 0; i < known; i++) {
        if (strcmp(argv[1], probes[i].name) == 0) {
            probe = &probes[i];
        }
    }
    if (probe == NULL) {
        fprintf(stderr, "usage: driver PROBE PAGES EXTRA [MAPPING]\n");
        return 2;
    }
    page_size = (size_t)sysconf(_SC_PAGESIZE);
    length = strtoul(argv[2], NULL, 10) * page_size + strtoul(argv[3], NULL, 10);
    facts = fopen("facts", "we");
    if (facts == NULL) {
        own_fault("facts");
    }
    /* What was found before a crash is worth reading. */
    setvbuf(facts, NULL, _IOLBF, BUFSIZ);
    for (size_t i = 0; i < sizeof(mappings) / sizeof(mappings[0]); i++) {
        if (argc == 4 || strcmp(argv[4], mappings[i].name) == 0) {
            ask(probe, &mappings[i]);
        }
    }
    if (fclose(facts) == EOF) {
        own_fault("facts");
    }
    return 0;
}
