/* names.h - names that a program gives to objects and semaphores, and what stands for them. */
#ifndef SHMCHECK_PROGRAM_NAMES_H
#define SHMCHECK_PROGRAM_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "../include/control.h"

/* A name without its leading slashes, or NULL for one that shm_open(3) and sem_open(3) refuse.
 * longest: bytes that it may have; error: receives EINVAL for an empty name and one with another
 * slash, ENAMETOOLONG for one that is too long, 0 for a good one. */
const char *bare_name(const char *name, size_t longest, int *error);

/* The index of the object that stands for a name, made when it is first heard of.
 * kind: OBJECT_SHM_NAME or OBJECT_SEM_NAME; bare: as bare_name returns it. Its key[0] is the same
 * in every process and run. */
int32_t name_object(enum object_kind kind, const char *bare);

#endif
