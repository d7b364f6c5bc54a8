/*
 * frame.h - what every driver of scenarios has: its words, what it says, and how it ends.
 *
 * A driver calls a student's functions in states that a program comes into by chance only. A lab's
 * driver is this frame, a main() with a table of its scenarios by name, and the scenarios:
 *
 *   driver SCENARIO SEED [WORD...]
 *
 * It says, on stdout, `driver: expect TEXT` before each step, `driver: got TEXT` where something
 * else came, and `driver: done SEED` at the end. If `done` is missing, the last `expect` is what
 * was not met. grade.bats reads these lines.
 *
 * Exit status: 0 all was as expected; 1 it was not; 2 the driver itself could not go on, and says
 * why on stderr.
 *
 * The external names of a driver begin with grader_, so that no function of a student's can be in
 * its way.
 */
#ifndef FRAME_H
#define FRAME_H

#include <stddef.h>

/* The exit statuses. */
enum { DRIVER_MET = 0, DRIVER_NOT_MET = 1, DRIVER_FAULT = 2 };

/* Bytes for what one process found, to be said by another: a text for grader_got. */
enum { GOT_SIZE = 200 };

/*
 * Takes the words of the command line, and begins to draw from SEED. `words` names what comes after
 * SEED, as a usage line does; where there are fewer than `least` of them, says that line and ends
 * the driver with DRIVER_FAULT.
 */
void grader_begin(int argc, char **argv, int least, const char *words);

/* The words after SEED, and NULL behind the last one. */
char **grader_words(void);

/*
 * Returns the place of SCENARIO in a table of `count` entries of `size` bytes, each of which begins
 * with its name, a const char *. Ends the driver with DRIVER_FAULT if none has that name.
 */
size_t grader_choose(const void *table, size_t count, size_t size);

/* Says that the scenario came to its end. Returns DRIVER_MET, for main() to return. */
int grader_done(void);

/*
 * Says what the next step is to give, and what came in its place: printf(3)'s formats, a line each,
 * cut off at 600 bytes. grader_got ends this process, with DRIVER_NOT_MET. The formats are messages
 * that are translated: graders/maintainers/messages finds them by these names.
 */
void grader_expect(const char *format, ...) __attribute__((format(printf, 1, 2)));
void grader_got(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/*
 * Says which call of the driver's own failed, with the system's text for errno, and ends this
 * process with DRIVER_FAULT.
 */
void grader_fault(const char *call) __attribute__((noreturn));

/* Draws a number from `least` to `most` that a submission cannot know: the same for one SEED. */
long grader_draw(long least, long most);

#endif
