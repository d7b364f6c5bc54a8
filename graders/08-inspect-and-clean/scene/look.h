/* look.h - what a program of this user can and cannot see from here. */
#ifndef LOOK_H
#define LOOK_H

/* Prints what --look promises (see main.c) of these names and shmids; the last one is NULL. */
void look(char *const names[]);

#endif
