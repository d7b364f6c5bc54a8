/*
 * segment.c - the grader's own hand on System V segments: what a shell cannot do.
 *
 * usage: segment key PATH ID
 *            prints the key that ftok(3) makes of PATH and the number ID
 *        segment make KEY SIZE MODE [TEXT]
 *            makes a segment with TEXT and its NUL at its start and x in every other byte, and
 *            prints its id
 *        segment bytes ID COUNT
 *            prints the first COUNT bytes
 *        segment hold ID
 *            attaches, prints a line, and stays attached until stdin ends
 *
 * KEY is a decimal number, as in /proc/sysvipc/shm; MODE is octal.
 * Exit status: 0 done; 1 a call failed; 2 wrong usage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

static _Noreturn void fail(const char *call)
{
    perror(call);
    exit(EXIT_FAILURE);
}

static char *attach(int id, int flags)
{
    char *memory = shmat(id, NULL, flags);
    if (memory == (void *)-1) {
        fail("shmat");
    }
    return memory;
}

static void make(key_t key, size_t size, unsigned mode, const char *text)
{
    int id = shmget(key, size, IPC_CREAT | IPC_EXCL | 0600);
    if (id == -1) {
        fail("shmget");
    }
    /* Up to the end of the last page: who reads past the segment's end is to find no zeros. */
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *memory = attach(id, 0);
    memset(memory, 'x', (size + page - 1) / page * page);
    if (text != NULL) {
        memcpy(memory, text, strlen(text) + 1);
    }
    shmdt(memory);
    /* Only now: without privilege its owner could not attach a segment of mode 0400 to write. */
    struct shmid_ds segment;
    if (shmctl(id, IPC_STAT, &segment) == -1) {
        fail("shmctl");
    }
    segment.shm_perm.mode = (unsigned short)mode;
    if (shmctl(id, IPC_SET, &segment) == -1) {
        fail("shmctl");
    }
    printf("%d\n", id);
}

static void hold(int id)
{
    attach(id, SHM_RDONLY);
    puts("attached");
    fflush(stdout);
    while (getchar() != EOF) {
    }
}

int main(int argc, char *argv[])
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "key") == 0 && argc == 4) {
        key_t key = ftok(argv[2], (int)strtol(argv[3], NULL, 10));
        if (key == -1) {
            fail("ftok");
        }
        printf("%d\n", key);
    } else if (strcmp(what, "make") == 0 && (argc == 5 || argc == 6)) {
        make((key_t)strtol(argv[2], NULL, 10), strtoul(argv[3], NULL, 10),
             (unsigned)strtoul(argv[4], NULL, 8), argv[5]);
    } else if (strcmp(what, "bytes") == 0 && argc == 4) {
        fwrite(attach((int)strtol(argv[2], NULL, 10), SHM_RDONLY), 1, strtoul(argv[3], NULL, 10),
               stdout);
    } else if (strcmp(what, "hold") == 0 && argc == 3) {
        hold((int)strtol(argv[2], NULL, 10));
    } else {
        fputs("segment: wrong usage\n", stderr);
        return 2;
    }
    return EXIT_SUCCESS;
}
