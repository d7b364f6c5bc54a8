/*
 * culprit.c - one of the suspects of the crime scene. Nothing to write here; do not read it before
 * you have solved the case.
 *
 * usage: CULPRIT='HOW WHAT' culprit
 *
 *   map NAME         makes the object NAME, maps it, closes the descriptor, and stays
 *   open NAME        makes it, keeps the descriptor, and stays
 *   attach NUMBER    makes a segment of NUMBER bytes, attaches it, and stays
 *   write NAME       makes the object, signs it, and leaves
 *   segment NUMBER   makes a segment, and leaves
 *   semaphore NAME   makes a semaphore, takes it, and leaves
 *
 * It is started under a suspect's name. One that stays closes its stdout when it has done the deed.
 * What it does comes from the environment, because everybody can see the arguments of a process.
 */
#include <fcntl.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OBJECT_SIZE = 4096 };

static _Noreturn void fail(const char *call)
{
    perror(call);
    exit(EXIT_FAILURE);
}

static int make_object(const char *name)
{
    int object = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (object == -1) {
        fail("shm_open");
    }
    if (ftruncate(object, OBJECT_SIZE) == -1) {
        fail("ftruncate");
    }
    return object;
}

static int make_segment(const char *size)
{
    int id = shmget(IPC_PRIVATE, strtoul(size, NULL, 10), IPC_CREAT | 0600);
    if (id == -1) {
        fail("shmget");
    }
    return id;
}

/* Leaves the semaphore at 0, as who dies in its critical section. */
static void take_semaphore(const char *name)
{
    sem_t *semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 0);
    if (semaphore == SEM_FAILED) {
        fail("sem_open");
    }
}

/* Does the deed; returns whether this culprit stays. */
static bool commit(const char *how, const char *what, const char *self)
{
    if (strcmp(how, "map") == 0) {
        int object = make_object(what);
        if (mmap(NULL, OBJECT_SIZE, PROT_READ, MAP_SHARED, object, 0) == MAP_FAILED) {
            fail("mmap");
        }
        close(object);
        return true;
    }
    if (strcmp(how, "open") == 0) {
        make_object(what);
        return true;
    }
    if (strcmp(how, "attach") == 0) {
        if (shmat(make_segment(what), NULL, 0) == (void *)-1) {
            fail("shmat");
        }
        return true;
    }
    if (strcmp(how, "write") == 0) {
        dprintf(make_object(what), "draft 3 of the letter, kept by %s\n", self);
    } else if (strcmp(how, "segment") == 0) {
        make_segment(what);
    } else {
        take_semaphore(what);
    }
    return false;
}

int main(int argc, char *argv[])
{
    char how[16], what[64];
    const char *deed = getenv("CULPRIT");
    if (argc != 1 || deed == NULL || sscanf(deed, "%15s %63s", how, what) != 2) {
        fputs("usage: CULPRIT='HOW WHAT' culprit\n", stderr);
        return 2;
    }
    prctl(PR_SET_NAME, argv[0]);
    bool stays = commit(how, what, argv[0]);
    fclose(stdout);
    while (stays) {
        pause();
    }
    return EXIT_SUCCESS;
}
