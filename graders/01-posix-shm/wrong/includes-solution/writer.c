/*
 * wrong: includes the reference by a path of its own
 * fails: compiles
 */
#include "../../solutions/01-posix-shm/writer.c"
