/*
 * meanwhile.c - somebody else removes the segment between two calls of the program.
 *
 * Linked to a submission with -Wl,--wrap=shmat,--wrap=shmctl. The variable MEANWHILE names the call
 * before which the segment goes away, as if a reader had come just then: shmat or shmctl (with
 * IPC_RMID). The call that follows is the real one, and so is its failure.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>

void *__real_shmat(int id, const void *address, int flags);
int __real_shmctl(int id, int command, struct shmid_ds *buffer);
void *__wrap_shmat(int id, const void *address, int flags);
int __wrap_shmctl(int id, int command, struct shmid_ds *buffer);

/* Whether the segment is to go away before this call. */
static bool is_now(const char *call)
{
    const char *wanted = getenv("MEANWHILE");
    return wanted != NULL && strcmp(wanted, call) == 0;
}

void *__wrap_shmat(int id, const void *address, int flags)
{
    if (is_now("shmat")) {
        __real_shmctl(id, IPC_RMID, NULL);
    }
    return __real_shmat(id, address, flags);
}

int __wrap_shmctl(int id, int command, struct shmid_ds *buffer)
{
    if (command == IPC_RMID && is_now("shmctl")) {
        __real_shmctl(id, IPC_RMID, NULL);
        if (__real_shmctl(id, IPC_RMID, NULL) == 0) {
            /*
             * The program removes before it detaches, and for who is attached Linux still knows the
             * id. By POSIX it went with the first IPC_RMID: this design gets the same answer.
             */
            errno = EINVAL;
        }
        return -1;
    }
    return __real_shmctl(id, command, buffer);
}
