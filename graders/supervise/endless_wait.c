/* endless_wait.c - which system calls wait until another process acts. */
#include "endless_wait.h"

#include <linux/futex.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/syscall.h>

const char *endless_wait(const char *line)
{
    long number;
    unsigned long argument[6];
    if (sscanf(line, "%ld %lx %lx %lx %lx %lx %lx", &number, &argument[0], &argument[1],
               &argument[2], &argument[3], &argument[4], &argument[5]) != 7) {
        return NULL;
    }
    switch (number) {
    case SYS_futex: {
        unsigned long command = argument[1] & FUTEX_CMD_MASK;
        bool waits = command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET ||
                     command == FUTEX_LOCK_PI || command == FUTEX_WAIT_REQUEUE_PI;
        return waits && argument[3] == 0 ? "futex" : NULL;
    }
    case SYS_wait4:
        return "wait4";
    case SYS_waitid:
        return "waitid";
#ifdef SYS_pause
    case SYS_pause:
        return "pause";
#endif
    case SYS_rt_sigsuspend:
        return "sigsuspend";
    case SYS_semtimedop:
        return argument[3] == 0 ? "semop" : NULL;
    case SYS_semop:
        return "semop";
    case SYS_msgrcv:
        return "msgrcv";
    case SYS_msgsnd:
        return "msgsnd";
    case SYS_mq_timedreceive:
        return argument[4] == 0 ? "mq_receive" : NULL;
    case SYS_mq_timedsend:
        return argument[4] == 0 ? "mq_send" : NULL;
    case SYS_read:
        return "read";
    case SYS_write:
        return "write";
    case SYS_recvfrom:
        return "recv";
    case SYS_sendto:
        return "send";
    default:
        return NULL;
    }
}
