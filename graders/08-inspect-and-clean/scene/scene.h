/*
 * scene.h - what the parts of scene share.
 *
 * scene makes users of shared memory around a program that is being graded: processes that have an
 * object mapped or open. It runs the program beside them, as the same user and with the same
 * rights.
 *
 *   main.c      the words on the command line, and what each does
 *   users.c     processes that hold something
 *   moments.c   running the program until it does a certain thing
 *   look.c      what can be known from here before the program runs
 */
#ifndef SCENE_H
#define SCENE_H

#include <stdbool.h>
#include <sys/types.h>

/* Exit status that says: the scene could not be made. The reason is on stderr. */
enum { SCENE_FAULT = 125 };

/* main.c: says what failed, with the system's text, and exits with SCENE_FAULT. */
void scene_fault(const char *what) __attribute__((noreturn));

/*
 * main.c: does what the words say, up to the end of the array or the next "when". `victim` is the
 * name or the shmid that the program is about to remove, or NULL; what concerns it is passed over.
 */
void perform(char *const words[], const char *victim);

/*
 * users.c: starts `count` processes that hold `target` in the way `how` names, and returns when all
 * of them do. One that cannot get hold of it ends; `must` says whether that is a fault.
 */
void start_users(const char *how, const char *target, int count, bool must);

/* users.c: ends all users of `target`, and reaps them. */
void end_users(const char *target);

/* users.c: whether process `pid` was started as a user of `target`. */
bool is_user(pid_t pid, const char *target);

/*
 * moments.c: runs the program, performs the words after each "when MOMENT" at that moment, and
 * returns the program's wait status.
 */
int run_with_moments(char *const words[], char *const program[]);

/* look.c: prints what --look promises (see main.c). */
void look(char *const names[]);

#endif
