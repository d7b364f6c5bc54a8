/* libc_output.c - output calls of the C library, whose arguments may lie in shared memory. */
#include "libc_output.h"

#include <stdint.h>
#include <string.h>
#include <wchar.h>

#include "access.h"
#include "enter.h"
#include "mappings.h"
#include "snapshot.h"

/* Skips the flags, the width and the precision of a conversion.
 * precision: receives the precision, -1 for none. Returns the place of what follows. */
static const char *skip_modifiers(const char *at, va_list *arguments, int *precision)
{
    *precision = -1;
    at += strspn(at, "-+ #0'I");
    if (*at == '*') {
        (void)va_arg(*arguments, int);
        at++;
    }
    at += strspn(at, "0123456789");
    if (*at != '.') {
        return at;
    }
    at++;
    if (*at == '*') {
        *precision = va_arg(*arguments, int);
        return at + 1;
    }
    *precision = 0;
    for (; *at >= '0' && *at <= '9'; at++) {
        *precision = *precision * 10 + (*at - '0');
    }
    return at;
}

/* Takes one argument of a conversion.
 * conversion: its letter; length: 'l', 'q' for ll, 'L', 'z' for the word-sized, or 0. */
static void skip_argument(char conversion, char length, va_list *arguments)
{
    if (strchr("diouxXc", conversion) != NULL) {
        if (length == 'q') {
            (void)va_arg(*arguments, long long);
        } else if (length == 'l' || length == 'z') {
            (void)va_arg(*arguments, long);
        } else {
            (void)va_arg(*arguments, int);
        }
    } else if (strchr("aAeEfFgG", conversion) != NULL) {
        if (length == 'L') {
            (void)va_arg(*arguments, long double);
        } else {
            (void)va_arg(*arguments, double);
        }
    } else if (strchr("pn", conversion) != NULL) {
        (void)va_arg(*arguments, void *);
    }
}

/* Reads the strings that a format prints, as a step each. Positional arguments (%1$s) are left
 * alone: the manual says so. */
static void touch_strings(const char *format, va_list *arguments)
{
    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at, '%')) {
        char length = 0;
        int precision;

        at = skip_modifiers(at + 1, arguments, &precision);
        if (*at == '$') {
            return;
        }
        for (; *at != '\0' && strchr("hlqLjzt", *at) != NULL; at++) {
            if (*at == 'l' && length == 'l') {
                length = 'q';
            } else if (*at == 'j' || *at == 'z' || *at == 't') {
                length = 'z';
            } else if (*at != 'h') {
                length = *at;
            }
        }
        if (*at == 's' && length == 0) {
            const char *text = va_arg(*arguments, const char *);
            size_t read;
            if (text != NULL) {
                (void)read_string(text, precision >= 0 ? (size_t)precision : SIZE_MAX / 2, &read);
            }
        } else if (*at == 's') {
            (void)va_arg(*arguments, const wchar_t *);
        } else if (*at != '\0') {
            skip_argument(*at, length, arguments);
        }
        if (*at != '\0') {
            at++;
        }
    }
}

static void touch_arguments(const char *format, va_list arguments)
{
    va_list copy;

    va_copy(copy, arguments);
    touch_strings(format, &copy);
    va_end(copy);
}

int shmcheck_vfprintf(FILE *stream, const char *format, va_list arguments)
{
    ENTER();
    touch_arguments(format, arguments);
    return vfprintf(stream, format, arguments);
}

int shmcheck_vprintf(const char *format, va_list arguments)
{
    ENTER();
    touch_arguments(format, arguments);
    return vprintf(format, arguments);
}

int shmcheck_printf(const char *format, ...)
{
    ENTER();
    va_list arguments;
    va_start(arguments, format);
    touch_arguments(format, arguments);
    int result = vprintf(format, arguments);
    va_end(arguments);
    return result;
}

int shmcheck_fprintf(FILE *stream, const char *format, ...)
{
    ENTER();
    va_list arguments;
    va_start(arguments, format);
    touch_arguments(format, arguments);
    int result = vfprintf(stream, format, arguments);
    va_end(arguments);
    return result;
}

int shmcheck_dprintf(int fd, const char *format, ...)
{
    ENTER();
    va_list arguments;
    va_start(arguments, format);
    touch_arguments(format, arguments);
    int result = vdprintf(fd, format, arguments);
    va_end(arguments);
    return result;
}

/* Formats into a buffer that may be shared: the text is made aside, then written in one step. */
static int format_into(char *to, size_t size, const char *format, va_list arguments)
{
    touch_arguments(format, arguments);
    if (find_mapping(to) == NULL) {
        return vsnprintf(to, size, format, arguments);
    }
    char *text = RT->scratch + RT->scratch_used;
    size_t space = SCRATCH_SIZE - RT->scratch_used;
    int length = vsnprintf(text, space, format, arguments);
    if (length < 0 || size == 0) {
        return length;
    }
    size_t kept = (size_t)length < size ? (size_t)length : size - 1;
    touch(to, kept + 1, true, RT->call_pc);
    memcpy(to, text, kept);
    to[kept] = '\0';
    return length;
}

int shmcheck_vsnprintf(char *to, size_t size, const char *format, va_list arguments)
{
    ENTER();
    return format_into(to, size, format, arguments);
}

int shmcheck_snprintf(char *to, size_t size, const char *format, ...)
{
    ENTER();
    va_list arguments;
    va_start(arguments, format);
    int result = format_into(to, size, format, arguments);
    va_end(arguments);
    return result;
}

int shmcheck_sprintf(char *to, const char *format, ...)
{
    ENTER();
    va_list arguments;
    va_start(arguments, format);
    int result = format_into(to, SCRATCH_SIZE / 2, format, arguments);
    va_end(arguments);
    return result;
}

int shmcheck_puts(const char *text)
{
    ENTER();
    size_t length;
    return puts(read_string(text, SIZE_MAX / 2, &length));
}

int shmcheck_fputs(const char *text, FILE *stream)
{
    ENTER();
    size_t length;
    return fputs(read_string(text, SIZE_MAX / 2, &length), stream);
}

size_t shmcheck_fwrite(const void *bytes, size_t size, size_t count, FILE *stream)
{
    ENTER();
    return fwrite(read_bytes(bytes, size * count), size, count, stream);
}
