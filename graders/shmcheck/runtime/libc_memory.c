/* libc_memory.c - mem*, str* and ato* of the C library, as steps where they touch shared memory. */
#include "libc_memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "enter.h"
#include "snapshot.h"

void *shmcheck_memcpy(void *to, const void *from, size_t size)
{
    ENTER();
    write_bytes(to, read_bytes(from, size), size);
    return to;
}

void *shmcheck_mempcpy(void *to, const void *from, size_t size)
{
    ENTER();
    write_bytes(to, read_bytes(from, size), size);
    return (char *)to + size;
}

void *shmcheck_memmove(void *to, const void *from, size_t size)
{
    ENTER();
    write_bytes(to, read_bytes(from, size), size);
    return to;
}

void *shmcheck_memset(void *to, int byte, size_t size)
{
    ENTER();
    touch(to, size, true, RT->call_pc);
    return memset(to, byte, size);
}

void shmcheck_bzero(void *to, size_t size)
{
    ENTER();
    touch(to, size, true, RT->call_pc);
    memset(to, 0, size);
}

int shmcheck_memcmp(const void *a, const void *b, size_t size)
{
    ENTER();
    const void *left = read_bytes(a, size);
    return memcmp(left, read_bytes(b, size), size);
}

void *shmcheck_memchr(const void *bytes, int byte, size_t size)
{
    ENTER();
    const char *copy = read_bytes(bytes, size);
    const char *found = memchr(copy, byte, size);
    return found == NULL ? NULL : (char *)bytes + (found - copy);
}

size_t shmcheck_strlen(const char *text)
{
    ENTER();
    size_t length;
    (void)read_string(text, SIZE_MAX / 2, &length);
    return length;
}

size_t shmcheck_strnlen(const char *text, size_t limit)
{
    ENTER();
    size_t length;
    (void)read_string(text, limit, &length);
    return length;
}

/* Copies a string with its NUL to an address. Returns its length. */
static size_t copy_string(char *to, const char *from)
{
    size_t length;
    const char *text = read_string(from, SIZE_MAX / 2, &length);

    touch(to, length + 1, true, RT->call_pc);
    memmove(to, text, length);
    to[length] = '\0';
    return length;
}

char *shmcheck_strcpy(char *to, const char *from)
{
    ENTER();
    (void)copy_string(to, from);
    return to;
}

char *shmcheck_stpcpy(char *to, const char *from)
{
    ENTER();
    return to + copy_string(to, from);
}

char *shmcheck_strncpy(char *to, const char *from, size_t size)
{
    ENTER();
    size_t length;
    const char *text = read_string(from, size, &length);
    touch(to, size, true, RT->call_pc);
    memmove(to, text, length);
    memset(to + length, 0, size - length);
    return to;
}

char *shmcheck_strcat(char *to, const char *from)
{
    ENTER();
    size_t length;
    (void)read_string(to, SIZE_MAX / 2, &length);
    (void)copy_string(to + length, from);
    return to;
}

char *shmcheck_strncat(char *to, const char *from, size_t size)
{
    ENTER();
    size_t end;
    (void)read_string(to, SIZE_MAX / 2, &end);
    size_t length;
    const char *text = read_string(from, size, &length);
    touch(to + end, length + 1, true, RT->call_pc);
    memmove(to + end, text, length);
    to[end + length] = '\0';
    return to;
}

int shmcheck_strcmp(const char *a, const char *b)
{
    ENTER();
    size_t length;
    const char *left = read_string(a, SIZE_MAX / 2, &length);
    return strcmp(left, read_string(b, SIZE_MAX / 2, &length));
}

int shmcheck_strncmp(const char *a, const char *b, size_t size)
{
    ENTER();
    size_t length;
    const char *left = read_string(a, size, &length);
    return strncmp(left, read_string(b, size, &length), size);
}

char *shmcheck_strchr(const char *text, int byte)
{
    ENTER();
    size_t length;
    const char *copy = read_string(text, SIZE_MAX / 2, &length);
    const char *found = strchr(copy, byte);
    return found == NULL ? NULL : (char *)text + (found - copy);
}

char *shmcheck_strrchr(const char *text, int byte)
{
    ENTER();
    size_t length;
    const char *copy = read_string(text, SIZE_MAX / 2, &length);
    const char *found = strrchr(copy, byte);
    return found == NULL ? NULL : (char *)text + (found - copy);
}

char *shmcheck_strstr(const char *text, const char *part)
{
    ENTER();
    size_t length;
    const char *copy = read_string(text, SIZE_MAX / 2, &length);
    const char *found = strstr(copy, read_string(part, SIZE_MAX / 2, &length));
    return found == NULL ? NULL : (char *)text + (found - copy);
}

char *shmcheck_strdup(const char *text)
{
    ENTER();
    size_t length;
    return strdup(read_string(text, SIZE_MAX / 2, &length));
}

char *shmcheck_strndup(const char *text, size_t size)
{
    ENTER();
    size_t length;
    return strndup(read_string(text, size, &length), size);
}

int shmcheck_atoi(const char *text)
{
    ENTER();
    size_t length;
    return atoi(read_string(text, SIZE_MAX / 2, &length));
}

long shmcheck_atol(const char *text)
{
    ENTER();
    size_t length;
    return atol(read_string(text, SIZE_MAX / 2, &length));
}
