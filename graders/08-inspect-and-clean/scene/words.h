/* words.h - what the words of the command line do (main.c lists them). */
#ifndef WORDS_H
#define WORDS_H

/*
 * Does what the words say, up to the end of the array (NULL) or the next "when". `victim` is the
 * name or the shmid that the program is about to remove, or NULL; what concerns it is passed over,
 * and only with one can "steal" be done.
 */
void perform(char *const words[], const char *victim);

#endif
