/*
 * mmap_flags.c - what becomes of a write in each of the four mappings. Given: it calls your
 * mapping.c.
 *
 * usage: ./mmap_flags
 *
 * For each mapping the parent maps MAPPED_PAGES pages and reads them; a child writes to
 * WRITTEN_PAGES of them. Then the parent looks whether it sees the new bytes, and whether they are
 * in the file. The child says how many pages its write made private, that is, pages that it shares
 * with nobody any more.
 *
 * Read before: mapping.h. Read next: smaps.c, if you want to know where the last number comes from.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mapping.h"
#include "smaps.h"

static const char BEFORE = 'b', AFTER = 'a';

static const struct mapping {
    const char *name, *function;
    void *(*map_file)(int fd, size_t length); /* NULL: this one has no file */
    void *(*map_anonymous)(size_t length);
} mappings[] = {
    {"shared-file", "map_shared_file", map_shared_file, NULL},
    {"private-file", "map_private_file", map_private_file, NULL},
    {"shared-anonymous", "map_shared_anonymous", NULL, map_shared_anonymous},
    {"private-anonymous", "map_private_anonymous", NULL, map_private_anonymous},
};

/* Says which call failed and why; returns -1, for the caller to pass on. */
static int report(const char *call)
{
    perror(call);
    return -1;
}

/* Makes a file of `length` bytes that has no name any more, and so ends with its descriptor. */
static int make_file(size_t length)
{
    char path[] = "/tmp/mmap_flags.XXXXXX";
    char page[4096];
    int fd = mkstemp(path);
    if (fd == -1) {
        return report("mkstemp");
    }
    unlink(path);
    memset(page, BEFORE, sizeof(page));
    for (size_t done = 0; done < length;) {
        size_t rest = length - done < sizeof(page) ? length - done : sizeof(page);
        ssize_t written = write(fd, page, rest);
        if (written == -1) {
            close(fd);
            return report("write");
        }
        done += (size_t)written;
    }
    return fd;
}

/* The child: writes to the first pages, and sends the parent how many of them became private. */
static void write_as_child(char *memory, size_t page_size, int to_parent)
{
    const size_t length = MAPPED_PAGES * page_size;
    long before = smaps_pages(memory, length, "Private_Dirty");
    for (size_t page = 0; page < WRITTEN_PAGES; page++) {
        memory[page * page_size] = AFTER;
    }
    long after = smaps_pages(memory, length, "Private_Dirty");
    long cost = before == -1 || after == -1 ? -1 : after - before;
    _exit(write(to_parent, &cost, sizeof(cost)) == sizeof(cost) ? EXIT_SUCCESS : EXIT_FAILURE);
}

/* Lets a child write to `memory`, and waits for it. */
static int let_child_write(char *memory, size_t page_size, long *cost)
{
    int ends[2];
    if (pipe(ends) == -1) {
        return report("pipe");
    }
    /* What is printed but not flushed would be the child's too, and might come out twice. */
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        write_as_child(memory, page_size, ends[1]);
    }
    if (child == -1) {
        report("fork");
    }
    close(ends[1]);
    ssize_t received = read(ends[0], cost, sizeof(*cost));
    close(ends[0]);
    if (child == -1) {
        return -1;
    }
    int status;
    if (waitpid(child, &status, 0) == -1) {
        return report("waitpid");
    }
    if (received != sizeof(*cost)) {
        fprintf(stderr, "the child that writes did not come to its end: %s\n",
                WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "it exited");
        return -1;
    }
    return 0;
}

/* Whether the new bytes are there, when `found` of them are. */
static const char *answer(size_t found)
{
    return found == WRITTEN_PAGES ? "yes" : found == 0 ? "no" : "partly";
}

/* Tries one mapping that is there, and prints its row. */
static int try_mapping(const struct mapping *mapping, char *memory, int fd, size_t page_size)
{
    /* Once read, a page is the parent's too: the child's write then shows what it shares. */
    for (size_t page = 0; page < MAPPED_PAGES; page++) {
        (void)*(volatile char *)&memory[page * page_size];
    }
    long cost;
    if (let_child_write(memory, page_size, &cost) == -1) {
        return -1;
    }
    size_t seen = 0, in_file = 0;
    for (size_t page = 0; page < WRITTEN_PAGES; page++) {
        char byte = BEFORE;
        seen += memory[page * page_size] == AFTER;
        if (fd != -1 && pread(fd, &byte, 1, (off_t)(page * page_size)) == -1) {
            return report("pread");
        }
        in_file += byte == AFTER;
    }
    printf("%-17s  %-18s  %-11s  ", mapping->name, answer(seen), fd == -1 ? "-" : answer(in_file));
    if (cost == -1) {
        printf("%13s\n", "?");
    } else {
        printf("%13ld\n", cost);
    }
    return 0;
}

/* Makes one mapping, with a file where it needs one, tries it, and gives both back. */
static int show(const struct mapping *mapping)
{
    const size_t page_size = (size_t)sysconf(_SC_PAGESIZE), length = MAPPED_PAGES * page_size;
    int fd = -1;
    if (mapping->map_file != NULL && (fd = make_file(length)) == -1) {
        return -1;
    }
    void *memory =
        mapping->map_file != NULL ? mapping->map_file(fd, length) : mapping->map_anonymous(length);
    int result = -1;
    if (memory == MAP_FAILED) {
        report(mapping->function);
    } else {
        result = try_mapping(mapping, memory, fd, page_size);
        munmap(memory, length);
    }
    if (fd != -1) {
        close(fd);
    }
    return result;
}

int main(int argc, char *argv[])
{
    if (argc > 1) {
        fprintf(stderr, "usage: %s\n", argv[0]);
        return 2;
    }
    printf("%-17s  %-18s  %-11s  %13s\n", "mapping", "seen by the parent", "in the file",
           "private pages");
    for (size_t i = 0; i < sizeof(mappings) / sizeof(mappings[0]); i++) {
        if (show(&mappings[i]) == -1) {
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}
