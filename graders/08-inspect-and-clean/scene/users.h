/* users.h - processes that hold something, each in one certain way. */
#ifndef USERS_H
#define USERS_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Starts `count` processes that hold `target`, a path or a shmid, in the way that `how` names (map,
 * open, both, attach, opaque: see main.c), and returns when all of them do. One that cannot get
 * hold of it ends; `must` says whether that is a fault. There can be 64 users in all.
 */
void start_users(const char *how, const char *target, int count, bool must);

/* Ends all users of `target`, and reaps them. */
void end_users(const char *target);

/* Whether process `pid` was started as a user of `target`. */
bool is_user(pid_t pid, const char *target);

#endif
