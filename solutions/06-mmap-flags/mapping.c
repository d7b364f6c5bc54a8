/*
 * mapping.c - the four kinds of memory that mmap(2) gives, by two choices: whether writes are
 * shared or private, and whether there is a file behind the memory.
 *
 * Read before: mapping.h. mmap_flags.c calls these functions and shows what each kind does.
 */
#include "mapping.h"

//: begin
#include <sys/mman.h>
//: instead
//: #include <errno.h>
//: #include <sys/mman.h>
//:
//: /* What each function returns until you have written it; remove this when all four are done. */
//: static void *not_written_yet(void)
//: {
//:     errno = ENOSYS;
//:     return MAP_FAILED;
//: }
//: end

/* What is written goes into the file, for everyone who maps or reads it. */
void *map_shared_file(int fd, size_t length)
{
    //: begin
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    //: instead
    //: /*
    //:  * TODO 1: replace these three lines. Which flag lets others see what is written, and which
    //:  * rights does "readable and writable" ask for? See mmap(2).
    //:  */
    //: (void)fd;
    //: (void)length;
    //: return not_written_yet();
    //: end
}

/* The file is only read: what is written stays with the process that wrote it. */
void *map_private_file(int fd, size_t length)
{
    //: begin
    /* Nothing is copied yet: the kernel copies a page when it is first written to. */
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    //: instead
    //: /* TODO 2: the same file, but what is written stays with the writer. See mmap(2). */
    //: (void)fd;
    //: (void)length;
    //: return not_written_yet();
    //: end
}

/* No file, and so no name: only by fork can another process come to share it. */
void *map_shared_anonymous(size_t length)
{
    //: begin
    /* -1: Linux ignores the descriptor here, other systems insist on this value. */
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    //: instead
    //: /* TODO 3: no file at all, yet a child sees what its parent writes. See mmap(2). */
    //: (void)length;
    //: return not_written_yet();
    //: end
}

/* What malloc(3) itself asks the kernel for when it needs much memory. */
void *map_private_anonymous(size_t length)
{
    //: begin
    return mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    //: instead
    //: /* TODO 4: no file, and nobody else ever sees it. See mmap(2). */
    //: (void)length;
    //: return not_written_yet();
    //: end
}
