/*
 * explored.c - two messages through shared memory, to be run in every order by shmcheck.
 *
 * Instead of lifeline.c, whose sockets no explorer of memory can follow: nobody dies here.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lifeline.h"

enum { SIZE = MESSAGE_SIZE, MESSAGES = 2 };

int lifeline_open(struct lifeline *lifeline)
{
    lifeline->end[SENDER] = lifeline->end[RECEIVER] = -1;
    return 0;
}

void lifeline_join(struct lifeline *lifeline, enum side side)
{
    (void)lifeline;
    (void)side;
}

bool lifeline_cut(const struct lifeline *lifeline, enum side side)
{
    (void)lifeline;
    (void)side;
    return false;
}

void lifeline_close(struct lifeline *lifeline)
{
    (void)lifeline;
}

/* Every message holds other bytes, and every part of it too. */
static void write_message(int number, char *message)
{
    for (int i = 0; i < SIZE; i++) {
        message[i] = (char)(number * 100 + i + 1);
    }
}

int main(void)
{
    const struct transport *transport = &shared_memory_transport;
    struct channel channel = {NULL};
    char message[SIZE], wanted[SIZE];
    if (transport->open(&channel, SIZE) == -1) {
        return 1;
    }
    pid_t child = fork();
    if (child == 0) {
        bool well = transport->join(&channel, SENDER) == 0;
        for (int number = 0; well && number < MESSAGES; number++) {
            write_message(number, message);
            well = transport->send(&channel, message, SIZE) == 0;
        }
        _exit(transport->close(&channel) == 0 && well ? 0 : 1);
    }
    int arrived = 0;
    bool well = transport->join(&channel, RECEIVER) == 0;
    for (int number = 0; well && number < MESSAGES; number++) {
        well = transport->receive(&channel, message, SIZE) == 0;
        write_message(number, wanted);
        arrived += well && memcmp(message, wanted, SIZE) == 0;
    }
    int status;
    waitpid(child, &status, 0);
    transport->close(&channel);
    printf("%d messages arrived\n", arrived);
    return status == 0 ? 0 : 1;
}
