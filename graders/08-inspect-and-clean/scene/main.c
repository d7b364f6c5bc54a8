/*
 * main.c - scene: run a program among processes that use shared memory.
 *
 * The users of shared memory run as the same user as the program, and with the same rights.
 *
 * usage: scene [WORD...] -- PROGRAM [ARGUMENT...]
 *        scene --look [NAME|ID...]
 *        scene --give ID UID
 *        scene --cover | --uncover
 *
 * FILE is a path in /dev/shm, NAME the name there, ID a shmid. The words are done one after another
 * before the program starts:
 *
 *   map FILE N      N processes have it mapped, with no descriptor open
 *   open FILE N     N processes have a descriptor open, with no mapping
 *   both FILE N     N processes, of two threads, have it mapped twice and open twice
 *   attach ID N     N processes have the segment attached
 *   opaque N        N processes that nobody without privilege may look into
 *   make SIZE N     N new segments of SIZE bytes, mode 0600
 *   drop FILE       removes the name
 *   doom ID         marks the segment for removal
 *   end TARGET      ends the users of a file or a segment
 *   when MOMENT     what follows, up to the next "when", is done at that moment, once:
 *        files      the program has read names from /dev/shm
 *        processes  the program has read names from /proc
 *        looking    it has opened something in /proc/PID of a user that is to be ended
 *        segments   it has asked for the number of segments with SHM_INFO
 *        removal    it is about to remove, or to rename, an object; that one is passed over
 *   steal           at a removal: removes what the program is about to remove
 *
 * scene exits as the program did. With --look it prints `hidden N`, how many processes in sight may
 * not be looked into; `me NAME`, the name of this user, or its number if it has none; and for each
 * NAME and ID the name of its owner. --give makes a user the owner of a segment. --cover puts
 * another file system over /dev/shm, which only root may list; --uncover takes it away.
 *
 * Exit status: the program's own; 125 the scene could not be made.
 *
 *   words.c     what each word does
 *   users.c     processes that hold something
 *   moments.c   running the program until it does a certain thing
 *   look.c      what can be known from here before the program runs
 *   fault.c     what is said where the scene cannot be made
 */
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.h"
#include "look.h"
#include "moments.h"
#include "words.h"

static void give_segment(const char *id, const char *uid)
{
    struct shmid_ds segment;
    int number = (int)strtol(id, NULL, 10);
    if (shmctl(number, IPC_STAT, &segment) == -1) {
        scene_fault(id);
    }
    segment.shm_perm.uid = (uid_t)strtoul(uid, NULL, 10);
    if (shmctl(number, IPC_SET, &segment) == -1) {
        scene_fault(id);
    }
}

/* Ends this process as the program ended. */
static _Noreturn void end_like(int status)
{
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    exit(WEXITSTATUS(status));
}

int main(int argc, char *argv[])
{
    if (argc > 1 && strcmp(argv[1], "--look") == 0) {
        look(argv + 2);
        return EXIT_SUCCESS;
    }
    if (argc == 4 && strcmp(argv[1], "--give") == 0) {
        give_segment(argv[2], argv[3]);
        return EXIT_SUCCESS;
    }
    if (argc == 2 && strcmp(argv[1], "--cover") == 0) {
        /* Not with mount(8), which wants the number 0 and not only the right. */
        if (mount("unreadable", "/dev/shm", "tmpfs", 0, "mode=333") == -1) {
            scene_fault("mount");
        }
        return EXIT_SUCCESS;
    }
    if (argc == 2 && strcmp(argv[1], "--uncover") == 0) {
        if (umount("/dev/shm") == -1) {
            scene_fault("umount");
        }
        return EXIT_SUCCESS;
    }
    bool moments = false;
    int end = 1;
    while (end < argc && strcmp(argv[end], "--") != 0) {
        moments = moments || strcmp(argv[end], "when") == 0;
        end++;
    }
    if (end + 1 >= argc) {
        fputs("scene: no program\n", stderr);
        return SCENE_FAULT;
    }
    argv[end] = NULL;
    perform(argv + 1, NULL);
    if (moments) {
        end_like(run_with_moments(argv + 1, argv + end + 1));
    }
    execv(argv[end + 1], argv + end + 1);
    scene_fault(argv[end + 1]);
}
