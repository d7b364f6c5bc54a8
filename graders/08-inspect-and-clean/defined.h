/*
 * defined.h - what Valgrind does not know, or must not see. Included before a submission's own
 * lines.
 *
 * Valgrind (3.19, and later ones) does not know that SHM_STAT_ANY fills the buffer, and would call
 * each of its fields a value that was never set. What is set here stays so: the kernel's own writes
 * do not pass Valgrind.
 *
 * To find the name of a user the C library may load a module, which stays in memory: it would be
 * called a leak of the program's. Here no user has a name.
 */
#ifndef DEFINED_H
#define DEFINED_H

#include <pwd.h>
#include <string.h>
#include <sys/shm.h>

static inline int defined_shmctl(int id, int command, struct shmid_ds *buffer)
{
    if (command == SHM_STAT_ANY) {
        memset(buffer, 0, sizeof(*buffer));
    }
    return shmctl(id, command, buffer);
}

static inline struct passwd *defined_getpwuid(uid_t uid)
{
    (void)uid;
    return NULL;
}

static inline int defined_getpwuid_r(uid_t uid, struct passwd *user, char *memory, size_t size,
                                     struct passwd **result)
{
    (void)uid, (void)user, (void)memory, (void)size;
    *result = NULL;
    return 0;
}

#define shmctl defined_shmctl
#define getpwuid defined_getpwuid
#define getpwuid_r defined_getpwuid_r

#endif
