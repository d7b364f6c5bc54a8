/* traffic.h - counts the bytes that the system calls of a transfer carry. */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include <sys/types.h>

/* What bytes can go through. */
enum medium { PIPE, SOCKET, QUEUE, OTHER, MEDIA };

/* Bytes, by what they went through. */
struct traffic {
    unsigned long long in[MEDIA], out[MEDIA]; /* in = given to the system, out = taken from it */
};

/* Follows the opener (see `traced` in pair.h) and all that it starts until all have ended. */
struct traffic grader_trace(pid_t opener);

#endif
