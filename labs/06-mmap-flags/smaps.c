/*
 * smaps.c - read /proc/self/smaps: for each mapping of this process a line with its addresses, then
 * a line for each thing that is counted (proc(5)):
 *
 *     7f3c5a200000-7f3c5a208000 rw-s 00000000 00:01 2051     /tmp/file (deleted)
 *     Private_Dirty:        12 kB
 */
#include "smaps.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

long smaps_pages(const void *memory, size_t length, const char *field)
{
    const uintptr_t first = (uintptr_t)memory;
    /*
     * Neighbours of the same kind share one entry. A flag of its own, which changes nothing else
     * here, gives this mapping an entry to itself.
     */
    madvise((void *)first, length, MADV_DONTDUMP);

    FILE *smaps = fopen("/proc/self/smaps", "re");
    if (smaps == NULL) {
        return -1;
    }
    char line[512];
    const size_t field_length = strlen(field);
    long kilobytes = -1;
    for (int ours = 0; fgets(line, sizeof(line), smaps) != NULL;) {
        uintptr_t start, end;
        long value;
        if (sscanf(line, "%" SCNxPTR "-%" SCNxPTR " ", &start, &end) == 2) {
            ours = start < first + length && end > first;
        } else if (ours && strncmp(line, field, field_length) == 0 &&
                   sscanf(line + field_length, ": %ld kB", &value) == 1) {
            kilobytes = (kilobytes == -1 ? 0 : kilobytes) + value;
        }
    }
    fclose(smaps);
    return kilobytes == -1 ? -1 : kilobytes / (sysconf(_SC_PAGESIZE) / 1024);
}
