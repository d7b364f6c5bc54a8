/* libc_memory.h - mem*, str* and ato* of the C library, as steps where they touch shared memory.
 *
 * The C library has no hooks, so these stand in for it. Results are those of the C standard (C17
 * 7.24 and 7.22.1) and of string(3).
 */
#ifndef SHMCHECK_LIBC_MEMORY_H
#define SHMCHECK_LIBC_MEMORY_H

#include <stddef.h>

void *shmcheck_memcpy(void *to, const void *from, size_t size);
void *shmcheck_mempcpy(void *to, const void *from, size_t size);
void *shmcheck_memmove(void *to, const void *from, size_t size);
void *shmcheck_memset(void *to, int byte, size_t size);
void shmcheck_bzero(void *to, size_t size);
int shmcheck_memcmp(const void *a, const void *b, size_t size);
void *shmcheck_memchr(const void *bytes, int byte, size_t size);

size_t shmcheck_strlen(const char *text);
size_t shmcheck_strnlen(const char *text, size_t limit);
char *shmcheck_strcpy(char *to, const char *from);
char *shmcheck_stpcpy(char *to, const char *from);
char *shmcheck_strncpy(char *to, const char *from, size_t size);
char *shmcheck_strcat(char *to, const char *from);
char *shmcheck_strncat(char *to, const char *from, size_t size);
int shmcheck_strcmp(const char *a, const char *b);
int shmcheck_strncmp(const char *a, const char *b, size_t size);
char *shmcheck_strchr(const char *text, int byte);
char *shmcheck_strrchr(const char *text, int byte);
char *shmcheck_strstr(const char *text, const char *part);
char *shmcheck_strdup(const char *text);
char *shmcheck_strndup(const char *text, size_t size);

int shmcheck_atoi(const char *text);
long shmcheck_atol(const char *text);

#endif
