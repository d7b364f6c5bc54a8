/*
 * moments.h - run the program, and do something exactly when it has reached a certain point.
 *
 * The point is a system call, so it does not matter in which language or with which library
 * function the program does its work, or whether a child does it. ptrace(2) stops the program
 * there, and lets it go on when all is done: no time and no luck is in it.
 */
#ifndef MOMENTS_H
#define MOMENTS_H

/*
 * Runs `program`, its argv, performs the words after each "when MOMENT" at that moment (main.c
 * lists both), and returns the program's wait status.
 */
int run_with_moments(char *const words[], char *const program[]);

#endif
