/*
 * probes.c - the questions that driver.c asks of a mapping.
 *
 * It is a part of that file, and included there.
 */

/* What is written: neither a file's content nor fresh memory. */
enum { WRITTEN = 255 };

/* The places that are written to: the first byte of every page, and the last byte of all. */
static size_t pages(void)
{
    return (length + page_size - 1) / page_size;
}
static size_t places(void)
{
    return pages() + 1;
}
static size_t place(size_t number)
{
    return number < pages() ? number * page_size : length - 1;
}

static void write_places(volatile unsigned char *memory)
{
    for (size_t i = 0; i < places(); i++) {
        memory[place(i)] = WRITTEN;
    }
}

/* Reads every page, so that it is in memory, and this process' too. */
static void read_places(const volatile unsigned char *memory)
{
    for (size_t i = 0; i < places(); i++) {
        (void)memory[place(i)];
    }
}

/* Lets a child do `work`, and waits for it. False, and a fact, if a signal killed it. */
static bool in_a_child(const struct mapping *mapping, void (*work)(unsigned char *, long *),
                       unsigned char *memory, long *found)
{
    fflush(NULL);
    pid_t child = (pid_t)checked(fork(), "fork");
    if (child == 0) {
        work(memory, found);
        _exit(0);
    }
    int status;
    checked(waitpid(child, &status, 0), "waitpid");
    if (WIFSIGNALED(status)) {
        say(mapping, "the child's write was killed by SIG%s", sigabbrev_np(WTERMSIG(status)));
    }
    return !WIFSIGNALED(status);
}

/* The first and the last byte can be read and written. */
static void try_rights(const struct mapping *mapping, unsigned char *memory, int fd)
{
    (void)fd;
    read_places(memory);
    write_places(memory);
    say(mapping, "read and written");
}

static void only_write(unsigned char *memory, long *unused)
{
    (void)unused;
    write_places(memory);
}

static const char *how_many(size_t found)
{
    return found == places() ? "yes" : found == 0 ? "no" : "partly";
}

/* A child writes; the parent looks, in its memory and in the file. */
static void let_child_write(const struct mapping *mapping, unsigned char *memory, int fd)
{
    read_places(memory);
    if (!in_a_child(mapping, only_write, memory, NULL)) {
        return;
    }
    size_t seen = 0, in_file = 0;
    for (size_t i = 0; i < places(); i++) {
        seen += memory[place(i)] == WRITTEN;
        in_file += fd != -1 && byte_of_file(fd, place(i)) == WRITTEN;
    }
    say(mapping, "seen by the parent: %s", how_many(seen));
    say(mapping, "in the file: %s", fd == -1 ? "-" : how_many(in_file));
}

/* What is in the memory before anybody writes. */
static void look_at_content(const struct mapping *mapping, unsigned char *memory, int fd)
{
    (void)fd;
    size_t as_file = 0, zero = 0;
    for (size_t i = 0; i < length; i++) {
        as_file += memory[i] == content(i);
        zero += memory[i] == 0;
    }
    say(mapping, "%s",
        as_file == length ? "the file, from its first byte"
        : zero == length  ? "zeros"
                          : "other bytes");
}

/* A second mapping of the same kind (and file) beside this one. */
static void map_twice(const struct mapping *mapping, unsigned char *memory, int fd)
{
    struct result second = call(mapping, fd, length);
    if (!is_memory(second)) {
        say(mapping, "the second call: %s", describe(second));
    } else if (second.memory == memory) {
        say(mapping, "the same memory twice");
    } else {
        memory[0] = WRITTEN;
        say(mapping, "%s",
            second.memory[0] == WRITTEN ? "shared with the first" : "apart from the first");
        munmap(second.memory, length);
    }
}

/* In a child: how many pages its write made private; -1 where the kernel does not say. */
static void measure_write(unsigned char *memory, long *cost)
{
    long before = smaps_pages(memory, length, "Private_Dirty");
    write_places(memory);
    long after = smaps_pages(memory, length, "Private_Dirty");
    *cost = before == -1 || after == -1 ? -1 : after - before;
}

/*
 * What reading and writing cost. The kernel counts a page as private when nobody else has it
 * mapped, so the parent reads all pages first, and keeps them. More than "none" and "at least the
 * pages that were written to" must not be read off the numbers: how many pages are copied at once
 * is the kernel's business (Documentation/admin-guide/mm/transhuge.rst).
 */
static void measure_cost(const struct mapping *mapping, unsigned char *memory, int fd)
{
    read_places(memory);
    if (fd != -1) {
        /* A page of a file's mapping that is not the file's own is a copy. */
        long copies = smaps_pages(memory, length, "Anonymous");
        say(mapping, "copied before the write: %s", copies == 0 ? "nothing" : "pages");
    }
    long *cost =
        mmap(NULL, sizeof(*cost), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (cost == MAP_FAILED) {
        own_fault("mmap");
    }
    if (in_a_child(mapping, measure_write, memory, cost)) {
        say(mapping, "made private by the write: %s",
            *cost == 0               ? "nothing"
            : *cost >= (long)pages() ? "each page that was written to"
                                     : "not each page that was written to");
    }
    munmap(cost, sizeof(*cost));
}

/* What rights the kernel notes for the mapping: r, w, x or -. */
static void look_at_rights(const struct mapping *mapping, unsigned char *memory, int fd)
{
    (void)fd;
    char line[512], rights[4] = "?";
    FILE *maps = fopen("/proc/self/maps", "re");
    if (maps == NULL) {
        say(mapping, "rights that the kernel does not tell");
        return;
    }
    while (fgets(line, sizeof(line), maps) != NULL) {
        uintptr_t start, end;
        char found[4];
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " %3s", &start, &end, found) == 3 &&
            start <= (uintptr_t)memory && (uintptr_t)memory < end) {
            memcpy(rights, found, sizeof(rights));
        }
    }
    fclose(maps);
    say(mapping, "rights %s", rights);
}

static void try_empty(const struct mapping *mapping)
{
    int fd = file_for(mapping);
    say(mapping, "%s", describe(call(mapping, fd, 0)));
    close_file(fd);
}

/* More than any process has addresses for; and who keeps a length in an int sees one page. */
static size_t huge_length(void)
{
    return SIZE_MAX / 4 + 1 + page_size;
}

static void try_huge(const struct mapping *mapping)
{
    int fd = file_for(mapping);
    struct result result = call(mapping, fd, huge_length());
    /* Which reason is free: who sizes a memfd first may hear EFBIG before ENOMEM. */
    bool refused = result.memory == MAP_FAILED && result.error != 0;
    say(mapping, "%s", refused ? "MAP_FAILED, and the reason in errno" : describe(result));
    close_file(fd);
}

static void try_no_descriptor(const struct mapping *mapping)
{
    int closed = make_file(length);
    close(closed);
    say(mapping, "-1: %s", describe(call(mapping, -1, length)));
    say(mapping, "a closed one: %s", describe(call(mapping, closed, length)));
}

/* The same file once more, opened for less than reading and writing. */
static int reopen(int fd, int flags)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    return (int)checked(open(path, flags | O_CLOEXEC), path);
}

static void try_write_only(const struct mapping *mapping)
{
    int fd = file_for(mapping), second = reopen(fd, O_WRONLY);
    say(mapping, "%s", describe(call(mapping, second, length)));
    close(second);
    close(fd);
}

static void try_read_only(const struct mapping *mapping)
{
    int fd = file_for(mapping), second = reopen(fd, O_RDONLY);
    struct result result = call(mapping, second, length);
    say(mapping, "%s", describe(result));
    if (is_memory(result)) {
        volatile unsigned char *memory = result.memory;
        bool read = memory[0] == content(0);
        memory[0] = WRITTEN;
        say(mapping, "read: %s, written: %s, in the file: %s", read ? "yes" : "no",
            memory[0] == WRITTEN ? "yes" : "no", byte_of_file(fd, 0) == WRITTEN ? "yes" : "no");
        munmap(result.memory, length);
    }
    close(second);
    close(fd);
}

/*
 * How the caller finds a descriptor again that was `before`, was opened for both, and stood at
 * POSITION.
 */
static const char *compare_descriptor(int fd, const struct stat *before, int status_flags)
{
    struct stat now;
    if (fstat(fd, &now) == -1) {
        return "closed";
    }
    if (before->st_dev != now.st_dev || before->st_ino != now.st_ino) {
        return "another file's";
    }
    if (lseek(fd, 0, SEEK_CUR) != POSITION) {
        return "at another position";
    }
    return fcntl(fd, F_GETFL) == status_flags && fcntl(fd, F_GETFD) == FD_CLOEXEC
               ? "as before"
               : "with other flags";
}

/* The caller's descriptor after the call; and the memory after the caller has closed it. */
static void look_at_descriptor(const struct mapping *mapping)
{
    int fd = file_for(mapping);
    struct stat before;
    checked(fstat(fd, &before), "fstat");
    int status_flags = fcntl(fd, F_GETFL);
    struct result result = {.memory = mapping->map_file(fd, length), .error = errno};
    say(mapping, "the descriptor is %s", compare_descriptor(fd, &before, status_flags));
    if (is_memory(result)) {
        close(fd);
        fd = -1;
        read_places(result.memory);
        write_places(result.memory);
        say(mapping, "the memory goes on without it");
        munmap(result.memory, length);
    } else {
        say(mapping, "%s", describe(result));
    }
    close_file(fd);
}

/* What becomes of a file of `size` bytes that is mapped, read as far as it goes, and unmapped. */
static const char *map_and_compare(const struct mapping *mapping, size_t size)
{
    int fd = make_file(size);
    struct stat before, after;
    /* A time long ago: a write now, even of the same bytes, brings another. */
    const struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    checked(futimens(fd, long_ago), "futimens");
    checked(fstat(fd, &before), "fstat");
    struct result result = call(mapping, fd, length);
    if (!is_memory(result)) {
        close(fd);
        return describe(result);
    }
    for (size_t i = 0; i < size && i < length; i++) {
        (void)((volatile unsigned char *)result.memory)[i];
    }
    munmap(result.memory, length);
    checked(fstat(fd, &after), "fstat");
    size_t same = 0;
    for (size_t i = 0; i < size; i++) {
        same += byte_of_file(fd, i) == content(i);
    }
    close(fd);
    return before.st_size != after.st_size                 ? "its size changed"
           : same != size                                  ? "its content changed"
           : before.st_mtim.tv_sec != after.st_mtim.tv_sec ? "it was written to"
                                                           : "unchanged";
}

static void compare_files(const struct mapping *mapping)
{
    say(mapping, "a longer file: %s", map_and_compare(mapping, length + page_size + 10));
    say(mapping, "a shorter file: %s", map_and_compare(mapping, page_size + 10));
    say(mapping, "an empty file: %s", map_and_compare(mapping, 0));
}

/* How many pages this process has mapped: the first number of /proc/self/statm (proc(5)). */
static long mapped_pages(void)
{
    char text[128];
    int fd = (int)checked(open("/proc/self/statm", O_RDONLY | O_CLOEXEC), "/proc/self/statm");
    ssize_t got = checked(read(fd, text, sizeof(text) - 1), "read");
    close(fd);
    text[got] = '\0';
    return strtol(text, NULL, 10);
}

static int open_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) {
        own_fault("/proc/self/fd");
    }
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count;
}

/* Calls that should fail, each for another reason. One that does not is another probe's matter. */
static void fail_in_many_ways(const struct mapping *mapping, int fd)
{
    const struct {
        int fd;
        size_t asked, taken; /* taken: what to give back if it succeeds all the same */
    } calls[] = {{fd, 0, 1}, {fd, huge_length(), 1}, {-1, length, length}};
    const int count = mapping->map_file != NULL ? 3 : 2;
    for (int i = 0; i < count; i++) {
        struct result result = call(mapping, calls[i].fd, calls[i].asked);
        if (is_memory(result)) {
            munmap(result.memory, calls[i].taken);
        }
    }
}

/* What is mapped and open beside the memory that was asked for. */
static void look_for_leftovers(const struct mapping *mapping)
{
    int fd = file_for(mapping), descriptors = 0, descriptors_after = 0;
    long before = 0, mapped = 0, unmapped = 0, after = 0;
    /* The first round may set up what stays (a heap, for example); the second one counts. */
    for (int round = 1; round <= 2; round++) {
        descriptors = open_descriptors();
        before = mapped_pages();
        struct result result = call(mapping, fd, length);
        mapped = mapped_pages();
        if (is_memory(result)) {
            munmap(result.memory, length);
        }
        unmapped = mapped_pages();
        fail_in_many_ways(mapping, fd);
        after = mapped_pages();
        descriptors_after = open_descriptors();
    }
    say(mapping, "mapped pages: %s",
        mapped - before == (long)pages()  ? "as asked for"
        : mapped - before > (long)pages() ? "more than asked for"
                                          : "fewer than asked for");
    say(mapping, "after munmap: %s", unmapped == before ? "as before" : "not as before");
    say(mapping, "after calls that fail: %s", after == unmapped ? "as before" : "more is mapped");
    say(mapping, "descriptors: %s",
        descriptors_after == descriptors ? "as before" : "not as before");
    close_file(fd);
}

/* Says no fact: what the functions themselves print is looked at from outside. */
static void provoke(const struct mapping *mapping, unsigned char *memory, int fd)
{
    (void)memory;
    fail_in_many_ways(mapping, fd);
}

static const struct probe probes[] = {
    {"maps", try_rights, NULL, false},
    {"write", let_child_write, NULL, false},
    {"content", look_at_content, NULL, false},
    {"twice", map_twice, NULL, false},
    {"cost", measure_cost, NULL, false},
    {"rights", look_at_rights, NULL, false},
    {"empty", NULL, try_empty, false},
    {"huge", NULL, try_huge, false},
    {"no-descriptor", NULL, try_no_descriptor, true},
    {"read-only", NULL, try_read_only, true},
    {"write-only", NULL, try_write_only, true},
    {"descriptor", NULL, look_at_descriptor, true},
    {"files", NULL, compare_files, true},
    {"leftovers", NULL, look_for_leftovers, false},
    {"quiet", provoke, NULL, false},
};
