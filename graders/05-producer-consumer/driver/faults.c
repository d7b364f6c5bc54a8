/*
 * faults.c - stands between the program and its semaphores: makes a chosen call fail, and counts
 * what is initialised and destroyed.
 *
 * Linked with -Wl,--wrap=sem_init and so on, which sends each call of sem_init to __wrap_sem_init.
 * A semaphore hardly ever fails by itself: sem_init does for a value above SEM_VALUE_MAX, but a
 * buffer of that many slots has 8 GiB; the waits of the GNU C library check nothing.
 *
 * In a program of its own, FAIL=CALL:NUMBER:ERRNO in the environment does the same: each process
 * counts its own calls.
 */
#include "faults.h"

#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined __has_include
#if __has_include("valgrind/helgrind.h")
#include <valgrind/helgrind.h>
#endif
#endif
/* Helgrind knows sem_wait and sem_post, but no other wait: a lock taken so would not count. */
#ifndef ANNOTATE_HAPPENS_AFTER
#define ANNOTATE_HAPPENS_AFTER(object) ((void)(object))
#define ANNOTATE_HAPPENS_BEFORE(object) ((void)(object))
#endif

static char failing[32];
static int calls_left, failing_error;
static bool failed;

enum { MOST_LIVE = 64 };
static sem_t *live[MOST_LIVE];
static int live_count, stray_destroys;

void grader_fail(const char *call, int at, int error)
{
    snprintf(failing, sizeof(failing), "%s", call);
    calls_left = at;
    failing_error = error;
    failed = false;
}

bool grader_failed(void)
{
    failing[0] = '\0';
    return failed;
}

int grader_live(void)
{
    return live_count;
}

int grader_stray_destroys(void)
{
    return stray_destroys;
}

void grader_forget_live(void)
{
    live_count = 0;
    stray_destroys = 0;
}

__attribute__((constructor)) static void take_environment(void)
{
    const char *text = getenv("FAIL");
    char call[32];
    int at, error;
    if (text != NULL && sscanf(text, "%31[^:]:%d:%d", call, &at, &error) == 3) {
        grader_fail(call, at, error);
    }
}

/* Whether this call of `call` is the one to fail; errno is set then. */
static bool must_fail(const char *call)
{
    if (failing[0] == '\0' || strcmp(call, failing) != 0 || --calls_left != 0) {
        return false;
    }
    failed = true;
    errno = failing_error;
    return true;
}

int __real_sem_init(sem_t *semaphore, int pshared, unsigned value);
int __wrap_sem_init(sem_t *semaphore, int pshared, unsigned value);
int __wrap_sem_init(sem_t *semaphore, int pshared, unsigned value)
{
    if (must_fail("sem_init") || __real_sem_init(semaphore, pshared, value) == -1) {
        return -1;
    }
    if (live_count < MOST_LIVE) {
        live[live_count++] = semaphore;
    }
    return 0;
}

int __real_sem_destroy(sem_t *semaphore);
int __wrap_sem_destroy(sem_t *semaphore);
int __wrap_sem_destroy(sem_t *semaphore)
{
    if (must_fail("sem_destroy")) {
        return -1;
    }
    for (int i = 0; i < live_count; i++) {
        if (live[i] == semaphore) {
            live[i] = live[--live_count];
            return __real_sem_destroy(semaphore);
        }
    }
    stray_destroys++;
    return __real_sem_destroy(semaphore);
}

int __real_sem_wait(sem_t *semaphore);
int __wrap_sem_wait(sem_t *semaphore);
int __wrap_sem_wait(sem_t *semaphore)
{
    return must_fail("sem_wait") ? -1 : __real_sem_wait(semaphore);
}

static int taken(sem_t *semaphore, int result)
{
    if (result == 0) {
        ANNOTATE_HAPPENS_AFTER(semaphore);
    }
    return result;
}

int __real_sem_trywait(sem_t *semaphore);
int __wrap_sem_trywait(sem_t *semaphore);
int __wrap_sem_trywait(sem_t *semaphore)
{
    return taken(semaphore, __real_sem_trywait(semaphore));
}

int __real_sem_timedwait(sem_t *semaphore, const struct timespec *until);
int __wrap_sem_timedwait(sem_t *semaphore, const struct timespec *until);
int __wrap_sem_timedwait(sem_t *semaphore, const struct timespec *until)
{
    return taken(semaphore, __real_sem_timedwait(semaphore, until));
}

int __real_sem_post(sem_t *semaphore);
int __wrap_sem_post(sem_t *semaphore);
int __wrap_sem_post(sem_t *semaphore)
{
    ANNOTATE_HAPPENS_BEFORE(semaphore);
    return must_fail("sem_post") ? -1 : __real_sem_post(semaphore);
}
