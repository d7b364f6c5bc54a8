/* words.c - what the words of the command line do. */
#include "words.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

#include "fault.h"
#include "users.h"

/* Whether the file or segment `target` is the one that the program is about to remove. */
static bool is_victim(const char *target, const char *victim)
{
    if (victim == NULL) {
        return false;
    }
    const char *slash = strrchr(target, '/');
    return strcmp(slash != NULL ? slash + 1 : target, victim) == 0;
}

/* Whether a word has no number after its target. */
static bool is_short(const char *word)
{
    return strcmp(word, "drop") == 0 || strcmp(word, "doom") == 0 || strcmp(word, "end") == 0;
}

static void make_segments(size_t size, int count)
{
    for (int i = 0; i < count; i++) {
        if (shmget(IPC_PRIVATE, size, IPC_CREAT | 0600) == -1) {
            scene_fault("shmget");
        }
    }
}

static void remove_segment(const char *id)
{
    /* Gone already, if the program is about to rename it. */
    if (shmctl((int)strtol(id, NULL, 10), IPC_RMID, NULL) == -1 && errno != EINVAL) {
        scene_fault(id);
    }
}

/* Removes a name in /dev/shm, or the segment with that id. */
static void steal(const char *victim)
{
    char path[4096];
    snprintf(path, sizeof(path), "/dev/shm/%s", victim);
    if (unlink(path) == -1) {
        remove_segment(victim);
    }
}

void perform(char *const words[], const char *victim)
{
    while (words[0] != NULL && strcmp(words[0], "when") != 0) {
        const char *word = words[0], *target = words[1];
        if (strcmp(word, "steal") == 0 && victim != NULL) {
            steal(victim);
            words += 1;
            continue;
        }
        bool has_target = strcmp(word, "opaque") != 0;
        if (target == NULL || (has_target && !is_short(word) && words[2] == NULL)) {
            errno = EINVAL;
            scene_fault(word);
        }
        if (!has_target) {
            start_users(word, "", (int)strtol(target, NULL, 10), true);
        } else if (strcmp(word, "make") == 0) {
            make_segments(strtoul(target, NULL, 10), (int)strtol(words[2], NULL, 10));
        } else if (strcmp(word, "drop") == 0) {
            if (unlink(target) == -1) {
                scene_fault(target);
            }
        } else if (strcmp(word, "doom") == 0) {
            remove_segment(target);
        } else if (strcmp(word, "end") == 0) {
            end_users(target);
        } else if (!is_victim(target, victim)) {
            start_users(word, target, (int)strtol(words[2], NULL, 10), victim == NULL);
        }
        words += has_target && !is_short(word) ? 3 : 2;
    }
}
