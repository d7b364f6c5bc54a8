/* posix_shm.h - POSIX shared memory objects, after shm_open(3) and ftruncate(2).
 *
 * The calls are the real ones, on names of the run's own: two runs at once never meet, and what a
 * run leaves behind is found and removed. Results and errors are those of the manual.
 */
#ifndef SHMCHECK_POSIX_SHM_H
#define SHMCHECK_POSIX_SHM_H

#include <sys/stat.h>
#include <sys/types.h>

/* One step each. */
int shmcheck_shm_open(const char *name, int flags, mode_t mode);
int shmcheck_shm_unlink(const char *name);

/* A path below /dev/shm is a name for shm_open; every other file is the real one, and no step. */
int shmcheck_open(const char *path, int flags, ...);

/* A step where the descriptor stands for shared memory that the runtime knows. */
int shmcheck_ftruncate(int fd, off_t length);
int shmcheck_fstat(int fd, struct stat *status);

#endif
