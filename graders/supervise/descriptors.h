/*
 * descriptors.h - the descriptors that the supervisor hands to the keeper, beside 0, 1 and 2.
 */
#ifndef DESCRIPTORS_H
#define DESCRIPTORS_H

enum {
    CHANNEL = 3,     /* a pipe to the supervisor: how the command ended, or a fault */
    COMMAND_OUT = 4, /* becomes the command's stdout */
    COMMAND_ERR = 5, /* becomes the command's stderr */
    COMMAND_LOG = 6, /* with --log, a pipe that the command can write to */
    LAST_HANDED = COMMAND_LOG
};

#endif
