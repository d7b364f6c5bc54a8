/* files.h - descriptors in use: close(2), read(2), write(2) and their kin.
 *
 * The calls are the real ones. A read or write of shared memory through a descriptor is a step, and
 * so is the access to a buffer that is shared. On a pipe or socket it ends the run as INCOMPLETE:
 * it could block where the explorer does not see it.
 */
#ifndef SHMCHECK_FILES_H
#define SHMCHECK_FILES_H

#include <sys/types.h>

/* Descriptors from FIRST_PRIVATE_FD on are the tool's own: EBADF for them. */
int shmcheck_close(int fd);

/* As close_range(2) and closefrom(3), of the program's own descriptors. */
int shmcheck_close_range(unsigned int from, unsigned int to, int flags);
void shmcheck_closefrom(int from);

ssize_t shmcheck_pread(int fd, void *buffer, size_t size, off_t offset);
ssize_t shmcheck_pwrite(int fd, const void *buffer, size_t size, off_t offset);
ssize_t shmcheck_read(int fd, void *buffer, size_t size);
ssize_t shmcheck_write(int fd, const void *buffer, size_t size);

#endif
